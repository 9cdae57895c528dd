import { describe, expect, it } from "vitest";
import { klDivergence, klMonteCarlo, type KlMonteCarloOptions } from "kl-to-vae/divergences";
import {
  Categorical,
  DiagonalNormal,
  Dirichlet,
  Exponential,
  Mixture,
  MultivariateNormal,
  Normal,
  Poisson,
  Uniform,
  type Distribution,
  type VectorDistribution,
} from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";

const p = new Normal(0, 1);
const q = new Normal(0.5, 1.2);

type Estimator = "k1" | "k2" | "k3";

/** The share of 1000 intervals estimate ± 1.96 standard errors that contain the closed form. */
function coverage(
  a: Distribution | VectorDistribution,
  b: typeof a,
  estimator: Estimator,
  samples: number,
): number {
  const exact = klDivergence(a, b);
  const hits = Array.from({ length: 1000 }, (_, seed) => {
    const options = { samples, rng: new Rng(seed), estimator };
    const { estimate, standardError } = klMonteCarlo(a as Distribution, b as Distribution, options);
    return Math.abs(estimate - exact) < 1.96 * standardError;
  });
  return hits.filter(Boolean).length / hits.length;
}

// The terms of k3 are skewed: between normals its mean needs some thousand draws to be normal.
const overlapping = [
  { title: "normals", a: p, b: new Normal(0.4, 0.9), samples: 1000 },
  { title: "exponentials", a: new Exponential(1), b: new Exponential(1.3), samples: 400 },
  {
    title: "categorical distributions",
    a: new Categorical([0.2, 0.3, 0.5]),
    b: new Categorical([0.3, 0.35, 0.35]),
    samples: 400,
  },
  {
    title: "multivariate normals",
    a: new MultivariateNormal(
      [0, 0],
      [
        [1, 0.5],
        [0.5, 2],
      ],
    ),
    b: new DiagonalNormal([0.2, -0.3], [0.9, 1.2]),
    samples: 1000,
  },
];

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

  it.each(overlapping)(
    "has a standard error whose 95 % intervals contain the truth as often as they say, between $title",
    ({ a, b, samples }) => {
      for (const estimator of ["k1", "k3"] as const) {
        const covered = coverage(a, b, estimator, samples);
        expect(covered, estimator).toBeGreaterThan(0.92);
        expect(covered, estimator).toBeLessThan(0.98);
      }
    },
  );

  it("says that k2 is biased, and k2 is: its intervals miss the truth", () => {
    const far = new Normal(1.5, 1);
    const { biased } = klMonteCarlo(p, far, { samples: 100, rng: new Rng(2), estimator: "k2" });
    expect(biased).toBe(true);
    expect(coverage(p, far, "k2", 400)).toBeLessThan(0.05);
  });

  it("is not clamped: k1 comes out negative for some seed when p is close to q, and k3 for none", () => {
    const close = new Normal(0.01, 1);
    const least = (estimator: Estimator): number =>
      Math.min(
        ...[1, 2, 3, 4, 5, 6, 7, 8].map(
          (seed) => klMonteCarlo(p, close, { samples: 50, rng: new Rng(seed), estimator }).estimate,
        ),
      );
    expect(least("k1")).toBeLessThan(0);
    expect(least("k3")).toBeGreaterThan(0);
  });

  it("gives estimate and standard error in bits, and repeats itself for the same seed", () => {
    const a = new DiagonalNormal([0, 0], [1, 1]);
    const b = new DiagonalNormal([1, 0], [1, 2]);
    const run = (unit: "nats" | "bits"): ReturnType<typeof klMonteCarlo> =>
      klMonteCarlo(a, b, { samples: 5000, rng: new Rng(4), unit });
    expect(run("nats")).toEqual(run("nats"));
    expect(run("bits").estimate).toBeCloseTo(run("nats").estimate / Math.LN2, 12);
    expect(run("bits").standardError).toBeCloseTo(run("nats").standardError / Math.LN2, 12);
    expect(Math.abs(run("nats").estimate - klDivergence(a, b))).toBeLessThan(0.1);
    expect(() => run("bans" as "bits")).toThrowError(/unit/);
  });

  it("is zero for equal distributions, with no error", () => {
    for (const estimator of ["k1", "k2", "k3"] as const) {
      const { estimate, standardError } = klMonteCarlo(p, new Normal(0, 1), {
        samples: 10,
        rng: new Rng(1),
        estimator,
      });
      expect(Math.abs(estimate)).toBe(0);
      expect(standardError).toBe(0);
    }
  });
});

describe("klMonteCarlo where the supports differ", () => {
  const infinite = { estimate: Infinity, standardError: Infinity };
  const with10 = (estimator: Estimator): KlMonteCarloOptions => ({ samples: 10, rng: new Rng(1), estimator });

  it("is infinite when a draw falls where q has no mass", () => {
    expect(klMonteCarlo(p, new Uniform(-0.5, 0.5), with10("k1"))).toMatchObject(infinite);
    expect(klMonteCarlo(p, new Uniform(-0.5, 0.5), with10("k2"))).toMatchObject(infinite);
  });

  it("is infinite with every estimator between a discrete and a continuous distribution", () => {
    for (const estimator of ["k1", "k2", "k3"] as const) {
      expect(klMonteCarlo(new Poisson(2), p, with10(estimator))).toMatchObject(infinite);
      expect(klMonteCarlo(p, new Poisson(2), with10(estimator))).toMatchObject(infinite);
    }
  });

  it("is infinite between a density on the simplex and one on all of space", () => {
    const inSpace = new DiagonalNormal([0.5, 0.5], [1, 1]);
    const onSimplex = new Dirichlet([2, 3]);
    for (const estimator of ["k1", "k3"] as const) {
      expect(klMonteCarlo(inSpace, onSimplex, with10(estimator))).toMatchObject(infinite);
      expect(klMonteCarlo(onSimplex, inSpace, with10(estimator))).toMatchObject(infinite);
    }
  });

  it("refuses k3, and says in which direction mass is missing", () => {
    const positive = new Exponential(1);
    expect(() => klMonteCarlo(p, positive, with10("k3"))).toThrowError(
      /same support, but p has mass where q/,
    );
    expect(() => klMonteCarlo(positive, p, with10("k3"))).toThrowError(
      /same support, but q has mass where p/,
    );
  });

  it("sees gaps between the components of a mixture, and outcomes without probability", () => {
    const whole = new Uniform(0, 3);
    const gap = new Mixture([0.5, 0.5], [new Uniform(0, 1), new Uniform(1.001, 3)]);
    const joined = new Mixture([0.2, 0.3, 0.5], [new Uniform(2, 3), new Uniform(0, 1.5), new Uniform(1, 2)]);
    const unused = new Mixture([0, 0.5, 0.5], [whole, new Uniform(0, 1), new Uniform(2, 3)]);
    for (const part of [gap, unused]) {
      expect(() => klMonteCarlo(part, whole, with10("k3"))).toThrowError(/q has mass where p/);
      expect(() => klMonteCarlo(whole, part, with10("k3"))).toThrowError(/p has mass where q/);
    }
    expect(klMonteCarlo(joined, whole, with10("k3")).estimate).toBeGreaterThan(0);
    const some = new Categorical([0.5, 0, 0.5]);
    const all = new Mixture([0.5, 0.5], [new Categorical([0.5, 0.5]), new Categorical([0, 0, 1])]);
    expect(() => klMonteCarlo(some, all, with10("k3"))).toThrowError(/q has mass where p/);
    expect(klMonteCarlo(new Categorical([0.3, 0.3, 0.4]), all, with10("k3")).estimate).toBeGreaterThan(0);
  });

  it("sees that a mixture of vectors covers one of its components", () => {
    const a = new DiagonalNormal([0, 0], [1, 1]);
    const b = new Mixture([0.5, 0.5], [a, new DiagonalNormal([1, 0], [1, 2])]);
    expect(klMonteCarlo(a, b, with10("k3")).estimate).toBeGreaterThan(0);
  });
});

describe("klMonteCarlo refuses", () => {
  const rng = new Rng(1);

  it("too few samples, a missing generator and unknown estimators", () => {
    for (const samples of [1, 0, -5, 2.5, NaN, Infinity]) {
      expect(() => klMonteCarlo(p, q, { samples, rng })).toThrowError(/samples/);
    }
    expect(() => klMonteCarlo(p, q, { samples: 10 } as KlMonteCarloOptions)).toThrowError(/rng: new Rng/);
    for (const estimator of ["k9", "toString", "constructor"]) {
      expect(() => klMonteCarlo(p, q, { samples: 10, rng, estimator: estimator as "k1" })).toThrowError(
        /estimator/,
      );
    }
  });

  it("distributions of different dimensions, and vectors", () => {
    const plane = new DiagonalNormal([0, 0], [1, 1]);
    expect(() => klMonteCarlo(p, plane as unknown as Normal, { samples: 10, rng })).toThrowError(/dimension/);
    expect(() => klMonteCarlo([0.5, 0.5] as unknown as Normal, p, { samples: 10, rng })).toThrowError(
      /distributions/,
    );
  });

  it.each([
    [-Infinity, -Infinity],
    [Infinity, Infinity],
    [Infinity, 0],
    [-Infinity, 0],
    [0, Infinity],
    [NaN, 0],
    [0, NaN],
  ])("a draw whose log densities are %d and %d", (logP, logQ) => {
    class Odd extends Normal {
      constructor(readonly value: number) {
        super(0, 1);
      }
      override logProb(): number {
        return this.value;
      }
    }
    expect(() => klMonteCarlo(new Odd(logP), new Odd(logQ), { samples: 10, rng })).toThrowError(
      /At the draw/,
    );
  });
});
