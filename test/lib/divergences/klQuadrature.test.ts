import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { klDivergence, klQuadrature } from "kl-to-vae/divergences";
import {
  Beta,
  Categorical,
  Cauchy,
  DiagonalNormal,
  Gamma,
  Laplace,
  Mixture,
  MultivariateNormal,
  Normal,
  Poisson,
  StudentT,
  Uniform,
  type Distribution,
} from "kl-to-vae/distributions";
import { relativeError } from "../distributions/make.js";

type Part = [weight: number, mean: number, sd: number];

const file = new URL("../../oracles/divergence-estimators.json", import.meta.url);
const { quadrature } = JSON.parse(readFileSync(file, "utf8")) as {
  quadrature: { p: Part[]; q: Part[]; value: number }[];
};

const mixture = (parts: Part[]): Mixture =>
  new Mixture(
    parts.map(([weight]) => weight),
    parts.map(([, mean, sd]) => new Normal(mean, sd)),
  );
const show = (parts: Part[]): string => parts.map(([w, m, s]) => `${w} N(${m}, ${s}²)`).join(" + ");

describe("klQuadrature", () => {
  it.each(quadrature.map((c) => ({ ...c, title: `${show(c.p)} ‖ ${show(c.q)}` })))(
    "has mpmath's value of KL($title)",
    ({ p, q, value }) => {
      expect(relativeError(klQuadrature(mixture(p), mixture(q)), value)).toBeLessThan(1e-10);
    },
  );

  it("does not depend on the scale, from 1e-150 to 1e150", () => {
    const value = klDivergence(new Normal(0, 1), new Normal(1, 2));
    for (const scale of [1e-150, 1e-20, 1e20, 1e150]) {
      const kl = klQuadrature(new Normal(0, scale), new Normal(scale, 2 * scale));
      expect(relativeError(kl, value), `${scale}`).toBeLessThan(1e-13);
    }
  });

  it.each([1e-1, 1e-2, 1e-4, 1e-6, 1e-8])("keeps its digits between normals %d apart", (distance) => {
    const kl = klQuadrature(new Normal(0, 1), new Normal(distance, 1));
    expect(relativeError(kl, distance ** 2 / 2)).toBeLessThan(1e-10 + 1e-16 / distance);
  });

  it("keeps its digits where p and q differ in a rare component, however far away", () => {
    const p = mixture([
      [1 - 1e-8, 0, 1],
      [1e-8, 100, 1],
    ]);
    // The components hardly touch, so that it is a sum over the two: log(1 − w), and w (log w + KL).
    const value = (1 - 1e-8) * Math.log1p(-1e-8) + 1e-8 * (Math.log(1e-8) + 5000);
    expect(relativeError(klQuadrature(p, new Normal(0, 1)), value)).toBeLessThan(1e-9);
  });

  it("sums over discrete distributions", () => {
    const poisson = new Poisson(3);
    expect(relativeError(klQuadrature(poisson, new Poisson(7)), 3 * Math.log(3 / 7) + 4)).toBeLessThan(1e-13);
    expect(
      relativeError(klQuadrature(poisson, new Poisson(3.0001)), klDivergence(poisson, new Poisson(3.0001))),
    ).toBeLessThan(1e-7);
    const coins = new Mixture([0.5, 0.5], [new Categorical([0.2, 0.8]), new Categorical([0.6, 0.4])]);
    expect(klQuadrature(coins, new Categorical([0.5, 0.5]))).toBeCloseTo(
      klDivergence([0.4, 0.6], [0.5, 0.5]),
      14,
    );
    expect(klQuadrature(new Categorical([0.5, 0, 0.5]), new Categorical([0.5, 0.2, 0.3]))).toBeCloseTo(
      0.5 * Math.log(0.5 / 0.3),
      14,
    );
  });

  it("passes over the end of a support where a density is infinite, and over tails beyond every number", () => {
    for (const [p, q] of [
      [new Gamma(0.3, 2), new Normal(0.5, 1)],
      [new Gamma(0.8656, 0.02174), new Gamma(0.86606, 0.02186)],
      [new Beta(0.4, 2), new Normal(0, 1)],
      [new Cauchy(542, 972.9), new Cauchy(0, 3e-7)],
    ] as const) {
      expect(relativeError(klQuadrature(p, q), klDivergence(p, q))).toBeLessThan(1e-9);
    }
  });

  it("is exactly zero for equal distributions, and never below", () => {
    const pairs: (() => Distribution)[] = [
      () => new Normal(3, 1e-5),
      () => new Cauchy(0, 1),
      () => new Gamma(0.3, 2),
      () => new Poisson(40),
      () =>
        mixture([
          [0.3, 0, 1],
          [0.7, 5, 2],
        ]),
    ];
    for (const make of pairs) {
      expect(klQuadrature(make(), make())).toBe(0);
      const p = make();
      expect(klQuadrature(p, p)).toBe(0);
    }
    const turned = klQuadrature(
      mixture([
        [0.3, 0, 1],
        [0.7, 5, 2],
      ]),
      mixture([
        [0.7, 5, 2],
        [0.3, 0, 1],
      ]),
    );
    expect(turned).toBeGreaterThanOrEqual(0);
    expect(turned).toBeLessThan(1e-28);
  });

  it("is infinite where q has no mass, in gaps however narrow too, and between different kinds", () => {
    const gap = new Mixture([0.5, 0.5], [new Uniform(0, 1), new Uniform(1 + 1e-9, 3)]);
    expect(klQuadrature(new Uniform(0, 3), gap)).toBe(Infinity);
    expect(klQuadrature(gap, new Uniform(0, 3))).toBeGreaterThan(0);
    expect(klQuadrature(new Categorical([0.5, 0.2, 0.3]), new Categorical([0.5, 0, 0.5]))).toBe(Infinity);
    expect(klQuadrature(new Normal(0, 1), new Uniform(-50, 50))).toBe(Infinity);
    expect(klQuadrature(new Normal(0, 1), new Poisson(1))).toBe(Infinity);
    expect(klQuadrature(new Poisson(1), new Normal(0, 1), { unit: "bits" })).toBe(Infinity);
  });

  it("gives bits when asked, and refuses other units", () => {
    const p = new Laplace(0, 1);
    const q = new StudentT(3, 1, 2);
    expect(klQuadrature(p, q, { unit: "bits" })).toBe(klQuadrature(p, q) / Math.LN2);
    expect(() => klQuadrature(p, q, { unit: "bans" as "bits" })).toThrowError(/unit/);
  });

  it("refuses an integral that is infinite because p's tails are too heavy, instead of cutting it off", () => {
    const normal = new Normal(3, 2);
    const heavy = new StudentT(2, 0, 1);
    expect(() => klQuadrature(heavy, normal)).toThrowError(/infinite.*tails/);
    expect(() => klQuadrature(new Mixture([0.9, 0.1], [normal, heavy]), normal)).toThrowError(/tails/);
    expect(() => klQuadrature(new Cauchy(0, 1), new Laplace(0, 1))).toThrowError(/tails/);
    expect(klQuadrature(new Mixture([1, 0], [normal, heavy]), normal)).toBe(0);
    const lighter = new StudentT(3, 0, 1);
    expect(relativeError(klQuadrature(lighter, normal), klDivergence(lighter, normal))).toBeLessThan(1e-10);
  });

  it("refuses several dimensions, vectors, and a q of another kind of value", () => {
    const plane = new DiagonalNormal([0, 0], [1, 1]) as unknown as Normal;
    const line = new MultivariateNormal([0], [[1]]) as unknown as Normal;
    expect(() => klQuadrature(plane, plane)).toThrowError(/one-dimensional.*klMonteCarlo/);
    expect(() => klQuadrature(new Normal(0, 1), line)).toThrowError(/one-dimensional/);
    expect(() => klQuadrature(new Normal(0, 1), plane)).toThrowError(/dimension/);
    expect(() => klQuadrature([0.5, 0.5] as unknown as Normal, [0.5, 0.5] as unknown as Normal)).toThrowError(
      /one-dimensional/,
    );
  });
});
