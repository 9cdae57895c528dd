import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  DiagonalNormal,
  Exponential,
  Gamma,
  Mixture,
  MultivariateNormal,
  Normal,
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

  it("refuses weights that do not match, and components of different kinds", () => {
    expect(() => new Mixture([1], [new Normal(0, 1), new Normal(1, 1)])).toThrowError(/needs a weight/);
    expect(() => new Mixture([0.5, 0.6], [new Normal(0, 1), new Normal(1, 1)])).toThrowError(/sum to 1/);
    expect(() => new Mixture([0.5, 0.5], [new Normal(0, 1), new Poisson(1)])).toThrowError(/discrete/);
    expect(() => new Mixture([], [])).toThrowError(/empty/);
  });
});
