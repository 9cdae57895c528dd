import { describe, expect, it } from "vitest";
import { klDivergence, klMonteCarlo } from "kl-to-vae/divergences";
import { DiagonalNormal, Exponential, Normal, Uniform } from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";

const p = new Normal(0, 1);
const q = new Normal(0.5, 1.2);

describe("klMonteCarlo", () => {
  it.each(["k1", "k3"] as const)("has with %s the closed form within four standard errors", (estimator) => {
    const exact = klDivergence(p, q);
    const { estimate, standardError, biased } = klMonteCarlo(p, q, {
      samples: 20_000,
      rng: new Rng(1),
      estimator,
    });
    expect(Math.abs(estimate - exact)).toBeLessThan(4 * standardError);
    expect(standardError).toBeGreaterThan(0);
    expect(biased).toBe(false);
  });

  it("says that k2 is biased, and k2 is: by many standard errors between distant normals", () => {
    const far = new Normal(3, 1);
    const { estimate, standardError, biased } = klMonteCarlo(p, far, {
      samples: 20_000,
      rng: new Rng(2),
      estimator: "k2",
    });
    expect(biased).toBe(true);
    expect(Math.abs(estimate - 4.5)).toBeGreaterThan(10 * standardError);
  });

  it("is not clamped: k1 comes out negative for some seed when p is close to q", () => {
    const close = new Normal(0.01, 1);
    const estimates = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (seed) => klMonteCarlo(p, close, { samples: 50, rng: new Rng(seed), estimator: "k1" }).estimate,
    );
    expect(Math.min(...estimates)).toBeLessThan(0);
  });

  it("works in several dimensions, in bits, and repeats itself for the same seed", () => {
    const a = new DiagonalNormal([0, 0], [1, 1]);
    const b = new DiagonalNormal([1, 0], [1, 2]);
    const run = (unit: "nats" | "bits"): number =>
      klMonteCarlo(a, b, { samples: 5000, rng: new Rng(4), unit }).estimate;
    expect(run("nats")).toBe(run("nats"));
    expect(run("bits")).toBeCloseTo(run("nats") / Math.LN2, 12);
    expect(Math.abs(run("nats") - klDivergence(a, b))).toBeLessThan(0.1);
  });

  it("is infinite when a draw falls where q has no mass", () => {
    const { estimate } = klMonteCarlo(p, new Uniform(-1, 1), {
      samples: 100,
      rng: new Rng(1),
      estimator: "k1",
    });
    expect(estimate).toBe(Infinity);
  });

  it("refuses k3 where the supports differ, too few samples and unknown estimators", () => {
    const rng = new Rng(1);
    expect(() => klMonteCarlo(new Exponential(1), p, { samples: 10, rng, estimator: "k3" })).toThrowError(
      /same support/,
    );
    expect(() => klMonteCarlo(p, new Exponential(1), { samples: 10, rng, estimator: "k3" })).toThrowError(
      /same support/,
    );
    expect(() => klMonteCarlo(p, q, { samples: 1, rng })).toThrowError(/samples/);
    expect(() => klMonteCarlo(p, q, { samples: 10, rng, estimator: "k9" as "k1" })).toThrowError(/estimator/);
  });
});
