import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chiSquaredDivergence,
  crossEntropy,
  entropy,
  fDivergence,
  hellingerDistance,
  jensenShannonDivergence,
  klDivergence,
  klQuadrature,
  mutualInformation,
  renyiDivergence,
  totalVariationDistance,
  wassersteinDistance,
} from "kl-to-vae/divergences";
import {
  Beta,
  Categorical,
  Cauchy,
  DiagonalNormal,
  Exponential,
  Gamma,
  Mixture,
  MultivariateNormal,
  Normal,
  Poisson,
  StudentT,
  Uniform,
} from "kl-to-vae/distributions";

const vector = (length: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: length, maxLength: length })
    .filter((values) => values.some((value) => value > 1e-3))
    .map((values) => values.map((value) => value / values.reduce((sum, v) => sum + v, 0)));
const pairs = fc.integer({ min: 1, max: 6 }).chain((n) => fc.tuple(vector(n), vector(n)));
const normals = fc
  .tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
  .map(([mean, sd]) => new Normal(mean, sd));

describe("klDivergence", () => {
  it("is never negative or NaN, and zero exactly when p equals q", () => {
    fc.assert(
      fc.property(pairs, ([p, q]) => {
        expect(klDivergence(p, q)).toBeGreaterThanOrEqual(0);
        expect(klDivergence(p, [...p])).toBe(0);
      }),
    );
    fc.assert(
      fc.property(normals, normals, (p, q) => {
        expect(klDivergence(p, q)).toBeGreaterThanOrEqual(0);
        expect(klDivergence(p, new Normal(p.mean, p.sd))).toBe(0);
      }),
    );
    expect(klDivergence(new Gamma(2, 3), new Gamma(2, 3))).toBe(0);
    expect(klDivergence(new Beta(0.3, 3), new Beta(0.3, 3))).toBe(0);
    const covariance = [
      [2, 0.3],
      [0.3, 1],
    ];
    expect(
      klDivergence(new MultivariateNormal([1, 2], covariance), new MultivariateNormal([1, 2], covariance)),
    ).toBe(0);
  });

  it("keeps ten digits for normals that are nearly equal", () => {
    expect(klDivergence(new Normal(0, 1), new Normal(1e-6, 1)) / 5e-13).toBeCloseTo(1, 10);
    expect(klDivergence(new Normal(0, 1), new Normal(0, 1 + 2 ** -30)) / 2 ** -60).toBeCloseTo(1, 8);
  });

  it("is infinite where the support is not covered", () => {
    expect(klDivergence([0.5, 0.5], [1, 0])).toBe(Infinity);
    expect(klDivergence([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 15);
    expect(klDivergence(new Normal(0, 1), new Uniform(-9, 9))).toBe(Infinity);
    expect(klDivergence(new Uniform(0, 2), new Uniform(0, 1))).toBe(Infinity);
    expect(klDivergence(new Normal(0, 1), new Exponential(1))).toBe(Infinity);
    expect(klDivergence(new Cauchy(0, 1), new Normal(0, 1))).toBe(Infinity);
    expect(klDivergence(new StudentT(2, 0, 1), new Normal(0, 1))).toBe(Infinity);
    expect(klDivergence(new Categorical([0.5, 0.5]), new Categorical([1, 0]))).toBe(Infinity);
    expect(klDivergence(new Poisson(2), new Normal(0, 1))).toBe(Infinity);
    expect(klDivergence(new Normal(0, 1), new Poisson(2))).toBe(Infinity);
  });

  it("is zero, not NaN, from Uniform(0, 1) to Beta(1, 1)", () => {
    expect(klDivergence(new Uniform(0, 1), new Beta(1, 1))).toBe(0);
    expect(klDivergence(new Beta(1, 1), new Uniform(0, 1))).toBe(0);
  });

  it("gives bits when asked", () => {
    expect(klDivergence([1, 0], [0.5, 0.5], { unit: "bits" })).toBe(1);
  });

  it("adds up over independent coordinates, and a full covariance agrees with a diagonal one", () => {
    const p = new DiagonalNormal([0, 3], [1, 2]);
    const q = new DiagonalNormal([1, 3.5], [2, 1]);
    const sum =
      klDivergence(new Normal(0, 1), new Normal(1, 2)) + klDivergence(new Normal(3, 2), new Normal(3.5, 1));
    const full = new MultivariateNormal(
      [1, 3.5],
      [
        [4, 0],
        [0, 1],
      ],
    );
    expect(klDivergence(p, q)).toBeCloseTo(sum, 14);
    expect(klDivergence(p, full)).toBeCloseTo(sum, 14);
    expect(klDivergence(full, p)).toBeCloseTo(klDivergence(q, p), 14);
  });

  it("names the ways to estimate it where there is no closed form", () => {
    const mixture = new Mixture([0.5, 0.5], [new Normal(0, 1), new Normal(3, 1)]);
    for (const q of [mixture, new StudentT(3, 0, 1)]) {
      expect(() => klDivergence(new Normal(0, 1), q)).toThrowError(/klMonteCarlo.*klQuadrature/);
    }
    expect(klDivergence(mixture, mixture)).toBe(0);
  });
});

describe("klQuadrature", () => {
  it("integrates against a mixture, and finds a support that is not covered", () => {
    const p = new Mixture([0.5, 0.5], [new Uniform(0, 1), new Uniform(2, 3)]);
    expect(klQuadrature(new Uniform(0, 1), p)).toBeCloseTo(Math.LN2, 12);
    expect(klQuadrature(new Uniform(0, 3), p)).toBe(Infinity);
    expect(() => klQuadrature(new DiagonalNormal([0], [1]) as never, new Normal(0, 1))).toThrowError(
      /one-dimensional/,
    );
  });

  it("refuses a density that crowds an end of its support more than numbers can tell", () => {
    expect(() => klQuadrature(new Gamma(0.001, 1), new Gamma(0.002, 1))).toThrowError(/closer to an end/);
  });
});

describe("the other divergences", () => {
  it("are f-divergences of the known generators", () => {
    const p = [0.2, 0.5, 0.3, 0];
    const q = [0.25, 0.25, 0.25, 0.25];
    const of = (f: (t: number) => number, slopeAtInfinity: number): number =>
      fDivergence(p, q, { f, slopeAtInfinity });
    expect(of((t) => (t === 0 ? 0 : t * Math.log(t)), Infinity)).toBeCloseTo(klDivergence(p, q), 14);
    expect(of((t) => 0.5 * Math.abs(t - 1), 0.5)).toBeCloseTo(totalVariationDistance(p, q), 14);
    expect(of((t) => (t - 1) ** 2, Infinity)).toBeCloseTo(chiSquaredDivergence(p, q), 14);
    expect(fDivergence(q, p, { f: (t) => 0.5 * Math.abs(t - 1), slopeAtInfinity: 0.5 })).toBeCloseTo(
      totalVariationDistance(q, p),
      14,
    );
    expect(fDivergence(q, p, { f: (t) => t - 1 + (t - 1) ** 2, slopeAtInfinity: Infinity })).toBe(Infinity);
  });

  it("reach their largest values for disjoint supports", () => {
    for (const [p, q] of [
      [
        [1, 0],
        [0, 1],
      ] as const,
      [new Uniform(0, 1), new Uniform(2, 3)] as const,
    ]) {
      expect(totalVariationDistance(p, q)).toBeCloseTo(1, 12);
      expect(hellingerDistance(p, q)).toBeCloseTo(1, 12);
      expect(jensenShannonDivergence(p, q)).toBeCloseTo(Math.LN2, 12);
      expect(renyiDivergence(p, q, 0.5)).toBe(Infinity);
      expect(chiSquaredDivergence(p, q)).toBe(Infinity);
    }
  });

  it("have Rényi's divergence tend to KL at order 1, where it is KL", () => {
    const p = new Normal(0, 1);
    const q = new Normal(1, 2);
    expect(renyiDivergence(p, q, 1)).toBe(klDivergence(p, q));
    expect(renyiDivergence(p, q, 1 + 1e-7)).toBeCloseTo(klDivergence(p, q), 6);
    expect(renyiDivergence(new Normal(0, 3), new Normal(0, 1), 2)).toBe(Infinity);
  });

  it("have the Wasserstein distance of shifted normals and point masses", () => {
    expect(wassersteinDistance(new Normal(0, 1), new Normal(3, 1))).toBe(3);
    expect(wassersteinDistance(new Normal(0, 1), new Normal(3, 5), { order: 2 })).toBe(5);
    expect(wassersteinDistance(new Normal(0, 1), new Normal(0, 3))).toBeCloseTo(
      2 * Math.sqrt(2 / Math.PI),
      9,
    );
    expect(wassersteinDistance([1, 0, 0], [0, 0, 1], { positions: [5, 0, 2], order: 2 })).toBeCloseTo(3, 14);
    expect(wassersteinDistance([0.5, 0.5], [0.5, 0.5], { order: 2 })).toBe(0);
  });
});

describe("entropy, crossEntropy and mutualInformation", () => {
  it("fit together: cross-entropy is entropy plus KL", () => {
    fc.assert(
      fc.property(pairs, ([p, q]) => {
        const kl = klDivergence(p, q);
        if (kl === Infinity) expect(crossEntropy(p, q)).toBe(Infinity);
        else expect(crossEntropy(p, q)).toBeCloseTo(entropy(p) + kl, 9);
      }),
    );
    expect(crossEntropy(new Normal(0, 1), new Normal(1, 2))).toBeCloseTo(
      new Normal(0, 1).entropy() + klDivergence(new Normal(0, 1), new Normal(1, 2)),
      14,
    );
  });

  it("give one bit for a fair coin, and two variables that tell each other", () => {
    expect(entropy([0.5, 0.5], { unit: "bits" })).toBe(1);
    expect(entropy([0, 1])).toBe(0);
    const copy = [
      [0.5, 0],
      [0, 0.5],
    ];
    expect(mutualInformation(copy, { unit: "bits" })).toBeCloseTo(1, 14);
    expect(
      mutualInformation([
        [0.1, 0.3],
        [0.15, 0.45],
      ]),
    ).toBeLessThan(1e-16);
  });
});
