import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  Beta,
  DiagonalNormal,
  Dirichlet,
  Exponential,
  Gamma,
  Mixture,
  MultivariateNormal,
  Normal,
  Pareto,
  Poisson,
} from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";

const file = new URL("../../oracles/distributions-several.json", import.meta.url);
const oracle = JSON.parse(readFileSync(file, "utf8")) as {
  planeLogProb: number;
  planeEntropy: number;
  mixtureEntropy: number;
};

describe("MultivariateNormal", () => {
  const p = new MultivariateNormal(
    [1, -2],
    [
      [2, 0.6],
      [0.6, 0.5],
    ],
  );

  it("has the density of SciPy's multivariate_normal", () => {
    expect(p.logProb([0.3, -1])).toBeCloseTo(oracle.planeLogProb, 12);
    expect(p.entropy()).toBeCloseTo(oracle.planeEntropy, 12);
  });

  it("draws samples with its mean and covariance, of shape [n, d]", () => {
    const n = 40_000;
    const { data, shape } = p.sampleMany(n, new Rng(8));
    expect(shape).toEqual([n, 2]);
    const mean = [0, 0];
    let cross = 0;
    for (let i = 0; i < n; i++) {
      mean[0]! += data[2 * i]! / n;
      mean[1]! += data[2 * i + 1]! / n;
      cross += ((data[2 * i]! - 1) * (data[2 * i + 1]! + 2)) / n;
    }
    expect(Math.abs(mean[0]! - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(mean[1]! + 2)).toBeLessThan(5 * Math.sqrt(0.5 / n));
    expect(Math.abs(cross - 0.6)).toBeLessThan(5 * Math.sqrt((2 * 0.5 + 0.36) / n));
  });

  it("refuses a singular covariance, wrong shapes and NaN", () => {
    expect(
      () =>
        new MultivariateNormal(
          [0, 0],
          [
            [1, 1],
            [1, 1],
          ],
        ),
    ).toThrowError(/not positive definite/);
    expect(
      () =>
        new MultivariateNormal(
          [0],
          [
            [1, 0],
            [0, 1],
          ],
        ),
    ).toThrowError(/shape \[1, 1\]/);
    expect(() => p.logProb([1])).toThrowError(/2 coordinates/);
    expect(() => p.logProb([1, NaN])).toThrowError(/NaN/);
    expect(p.logProb([1, Infinity])).toBe(-Infinity);
  });
});

describe("DiagonalNormal", () => {
  const p = new DiagonalNormal([1, -2], [0.5, 3]);

  it("is the product of its coordinates' normals", () => {
    expect(p.logProb([0.2, 4])).toBeCloseTo(
      new Normal(1, 0.5).logProb(0.2) + new Normal(-2, 3).logProb(4),
      14,
    );
    expect(p.entropy()).toBeCloseTo(new Normal(1, 0.5).entropy() + new Normal(-2, 3).entropy(), 14);
    expect(p.variance).toEqual([0.25, 9]);
    expect(p.sampleMany(3, new Rng(1)).shape).toEqual([3, 2]);
  });

  it("refuses lengths that differ and deviations that are not positive", () => {
    expect(() => new DiagonalNormal([0, 1], [1])).toThrowError(/same length/);
    expect(() => new DiagonalNormal([0], [0])).toThrowError(/sd\[0\]/);
  });
});

describe("Dirichlet", () => {
  const p = new Dirichlet([0.5, 2, 3.5]);

  it("draws points of the simplex with its mean and variance", () => {
    const n = 20_000;
    const { data, shape } = p.sampleMany(n, new Rng(4));
    expect(shape).toEqual([n, 3]);
    p.mean.forEach((mean, i) => {
      const draws = data.filter((_, j) => j % 3 === i);
      const average = draws.reduce((sum, x) => sum + x / n, 0);
      const variance = draws.reduce((sum, x) => sum + (x - average) ** 2 / n, 0);
      expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(p.variance[i]! / n));
      expect(Math.abs(variance / p.variance[i]! - 1)).toBeLessThan(0.05);
    });
  });

  it("draws from tiny concentrations without NaN, where the density is finite", () => {
    for (const concentration of [1e-3, 1e-10, 1e-300, Number.MIN_VALUE]) {
      const tiny = new Dirichlet([concentration, concentration]);
      for (let seed = 0; seed < 50; seed++) {
        const x = tiny.sample(new Rng(seed));
        expect(Math.abs(x[0]! + x[1]! - 1)).toBeLessThan(1e-12);
        expect(tiny.logProb(x)).not.toBeNaN();
      }
    }
  });

  it("has the marginals of Beta: the sample's first coordinate follows Beta(a₁, a₂ + a₃)", () => {
    const n = 4_000;
    const { data } = p.sampleMany(n, new Rng(6));
    const marginal = new Beta(0.5, 5.5);
    const sorted = data.filter((_, j) => j % 3 === 0).toSorted();
    const distance = sorted.reduce((d, x, i) => Math.max(d, Math.abs((i + 0.5) / n - marginal.cdf(x))), 0);
    expect(Math.sqrt(n) * distance).toBeLessThan(2.2);
  });

  it("has log density −∞ off the simplex, and at its edges the limit", () => {
    expect(p.logProb([0.5, 0.5, 0.5])).toBe(-Infinity);
    expect(p.logProb([-0.5, 1, 0.5])).toBe(-Infinity);
    expect(p.logProb([Infinity, 0, 0])).toBe(-Infinity);
    expect(p.logProb([0, 0.5, 0.5])).toBe(Infinity);
    expect(p.logProb([0.5, 0, 0.5])).toBe(-Infinity);
    expect(p.logProb([0, 0, 1])).toBe(-Infinity);
    const flat = new Dirichlet([1, 1, 1]);
    for (const x of [
      [0, 0, 1],
      [0.25, 0.75, 0],
      [0.25, 0.25, 0.5],
    ]) {
      expect(flat.logProb(x)).toBeCloseTo(Math.LN2, 13);
    }
    expect(p.logProb([0.2, 0.3, 0.5 + 1e-8])).toBeCloseTo(p.logProb([0.2, 0.3, 0.5]), 6);
    expect(() => p.logProb([0.5, 0.5])).toThrowError(/3 coordinates/);
    expect(() => p.logProb([0.5, 0.5, NaN])).toThrowError(/NaN/);
  });

  it("refuses fewer than two entries and entries that are not positive and finite", () => {
    expect(() => new Dirichlet([])).toThrowError(/at least two entries/);
    expect(() => new Dirichlet([1])).toThrowError(/at least two entries/);
    for (const bad of [0, -1, NaN, Infinity, undefined as unknown as number]) {
      expect(() => new Dirichlet([1, bad])).toThrowError(/concentration\[1\]/);
    }
    expect(() => new Dirichlet([[1, 2], [3]] as unknown as number[])).toThrowError(/concentration\[0\]/);
  });
});

describe("Mixture", () => {
  const p = new Mixture([0.5, 0.5], [new Normal(0, 2), new Normal(15, 2)]);

  it("has the mean and variance of ½N(0, sd 2) + ½N(15, sd 2): 7.5 and 60.25", () => {
    expect(p.mean).toBe(7.5);
    expect(p.variance).toBe(60.25);
    expect(p.entropy()).toBeCloseTo(oracle.mixtureEntropy, 11);
  });

  it("has a density without underflow far from every component", () => {
    expect(p.logProb(-200)).toBeCloseTo(Math.log(0.5) + new Normal(0, 2).logProb(-200), 9);
  });

  it("has a quantile function that inverts its distribution function", () => {
    for (const u of [1e-9, 0.1, 0.49, 0.5, 0.75, 0.999]) expect(p.cdf(p.quantile(u))).toBeCloseTo(u, 12);
    const counts = new Mixture([0.3, 0.7], [new Poisson(1), new Poisson(9)]);
    for (const u of [0.01, 0.3, 0.9]) {
      expect(counts.cdf(counts.quantile(u))).toBeGreaterThanOrEqual(u);
      expect(counts.cdf(counts.quantile(u) - 1)).toBeLessThan(u);
    }
  });

  it("draws from its components in proportion to their weights", () => {
    const { data } = new Mixture([0.2, 0.8], [new Normal(-10, 1), new Normal(10, 1)]).sampleMany(
      10_000,
      new Rng(3),
    );
    const left = data.filter((x) => x < 0).length;
    expect(Math.abs(left - 2000)).toBeLessThan(5 * 40);
  });

  it("takes vector components, and mixtures as components", () => {
    const plane = new Mixture(
      [0.25, 0.75],
      [new DiagonalNormal([0, 0], [1, 1]), new DiagonalNormal([4, 0], [1, 2])],
    );
    expect(plane.mean).toEqual([3, 0]);
    expect(plane.variance).toEqual([4, 3.25]);
    expect(plane.sampleMany(4, new Rng(1)).shape).toEqual([4, 2]);
    expect(() => plane.cdf(1)).toThrowError(/one-dimensional/);
    expect(new Mixture([0.5, 0.5], [p, new Normal(0, 1)]).cdf(0)).toBeCloseTo(0.375, 12);
  });

  it("lets a component of weight zero have no influence", () => {
    const same = new Mixture([0, 1], [new Gamma(0.5, 1), new Exponential(1)]);
    expect(same.logProb(0)).toBe(0);
    expect(same.mean).toBe(1);
  });

  it("has a survival function and an upper quantile that are precise far out", () => {
    const q = new Mixture([0.25, 0.75], [new Exponential(1), new Exponential(2)]);
    expect(q.survival(600)).toBeCloseTo(0.25 * Math.exp(-600), 300);
    expect(Math.log(q.survival(600))).toBeCloseTo(Math.log(0.25) - 600, 10);
    expect(q.survival(q.upperQuantile(1e-200)) / 1e-200).toBeCloseTo(1, 11);
    expect(q.upperQuantile(0)).toBe(Infinity);
    expect(q.upperQuantile(1)).toBe(0);
    expect(q.upperQuantile(0.75)).toBeCloseTo(q.quantile(0.25), 14);
    expect(() => q.survival(NaN)).toThrowError(/NaN/);
  });

  it("has an infinite variance, not NaN, where a component has an infinite mean", () => {
    const heavy = new Mixture([0.5, 0.5], [new Pareto(1, 0.5), new Normal(0, 1)]);
    expect(heavy.mean).toBe(Infinity);
    expect(heavy.variance).toBe(Infinity);
  });

  it("lies on the simplex if its components do, and refuses to mix them with others", () => {
    const simplex = [new Dirichlet([1, 2]), new Dirichlet([3, 0.5])];
    const mixed = new Mixture([0.5, 0.5], simplex);
    expect(mixed.support).toEqual({ lower: 0, upper: 1, discrete: false, simplex: true });
    expect(mixed.logProb([0.5, 0.25])).toBe(-Infinity);
    expect(p.support).toEqual({ lower: -Infinity, upper: Infinity, discrete: false });
    expect(() => new Mixture([0.5, 0.5], [simplex[0]!, new DiagonalNormal([0, 0], [1, 1])])).toThrowError(
      /simplex/,
    );
  });

  it("refuses weights that do not match, and components of different kinds", () => {
    expect(() => new Mixture([1], [new Normal(0, 1), new Normal(1, 1)])).toThrowError(/needs a weight/);
    expect(() => new Mixture([0.5, 0.6], [new Normal(0, 1), new Normal(1, 1)])).toThrowError(/sum to 1/);
    expect(() => new Mixture([0.5, 0.5], [new Normal(0, 1), new Poisson(1)])).toThrowError(/discrete/);
    expect(() => new Mixture([], [])).toThrowError(/empty/);
  });
});
