import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Bernoulli,
  Beta,
  Categorical,
  Cauchy,
  ContinuousBernoulli,
  Exponential,
  Gamma,
  Laplace,
  Normal,
  Poisson,
  StudentT,
  Uniform,
  type Univariate,
} from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";

const families: [string, Univariate][] = [
  ["Normal", new Normal(-1, 2)],
  ["StudentT", new StudentT(9, 1, 2)],
  ["Laplace", new Laplace(3, 0.5)],
  ["Exponential", new Exponential(0.2)],
  ["Gamma", new Gamma(2.5, 3)],
  ["Gamma with a small shape", new Gamma(0.3, 1)],
  ["Beta", new Beta(2, 0.7)],
  ["Uniform", new Uniform(-3, 8)],
  ["Bernoulli", new Bernoulli(0.3)],
  ["ContinuousBernoulli", new ContinuousBernoulli(0.9)],
  ["Categorical", new Categorical([0.2, 0, 0.5, 0.3])],
  ["Poisson", new Poisson(4.5)],
];
const continuous = families.filter(([, p]) => !p.support.discrete);

describe("every family", () => {
  it.each(families)("%s draws samples with its mean and variance", (_, p) => {
    const n = 20_000;
    const { data, shape } = p.sampleMany(n, new Rng(11));
    expect(shape).toEqual([n]);
    const mean = data.reduce((sum, x) => sum + x, 0) / n;
    const variance = data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    expect(Math.abs(mean - p.mean)).toBeLessThan(5 * Math.sqrt(p.variance / n));
    const fourth = p.expectation((x) => (x - p.mean) ** 4);
    expect(Math.abs(variance - p.variance)).toBeLessThan(6 * Math.sqrt((fourth - p.variance ** 2) / n));
  });

  it.each(families)("%s has total probability one, and its entropy is −E log p", (_, p) => {
    expect(p.expectation(() => 1)).toBeCloseTo(1, 11);
    expect(p.expectation((x) => -p.logProb(x))).toBeCloseTo(p.entropy(), 6);
  });

  it.each(continuous)("%s has a quantile function that inverts its distribution function", (_, p) => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (u) => {
        expect(p.cdf(p.quantile(u))).toBeCloseTo(u, 9);
        expect(p.cdf(p.upperQuantile(u))).toBeCloseTo(1 - u, 9);
      }),
      { numRuns: 50 },
    );
  });

  it.each(families)("%s has log probability −∞ outside its support and refuses NaN", (_, p) => {
    expect(p.logProb(Infinity)).toBe(-Infinity);
    expect(p.logProb(-Infinity)).toBe(-Infinity);
    if (p.support.lower > -Infinity) expect(p.logProb(p.support.lower - 1)).toBe(-Infinity);
    if (p.support.discrete) expect(p.logProb(0.5)).toBe(-Infinity);
    expect(p.cdf(-Infinity)).toBe(0);
    expect(p.cdf(Infinity)).toBe(1);
    expect(p.quantile(0)).toBe(p.support.lower);
    expect(p.quantile(1)).toBe(p.support.upper);
    expect(() => p.logProb(NaN)).toThrowError(/NaN/);
    expect(() => p.cdf(NaN)).toThrowError(/NaN/);
    expect(() => p.quantile(1.1)).toThrowError(/between 0 and 1/);
    expect(() => p.sampleMany(-1, new Rng(1))).toThrowError(/number of samples/);
  });

  it("has, when discrete, the smallest integer as quantile that reaches the probability", () => {
    for (const p of [
      new Poisson(4.5),
      new Poisson(1e4),
      new Categorical([0.2, 0, 0.5, 0.3]),
      new Bernoulli(0.3),
    ]) {
      for (const u of [1e-9, 0.01, 0.2, 0.5, 0.7, 0.99]) {
        const k = p.quantile(u);
        expect(p.cdf(k)).toBeGreaterThanOrEqual(u);
        expect(p.cdf(k - 1)).toBeLessThan(u);
      }
    }
  });
});

describe("parameters out of range are refused", () => {
  it.each([
    ["Normal", () => new Normal(0, 0)],
    ["Normal", () => new Normal(NaN, 1)],
    ["Laplace", () => new Laplace(0, -1)],
    ["Cauchy", () => new Cauchy(Infinity, 1)],
    ["Exponential", () => new Exponential(0)],
    ["Gamma", () => new Gamma(1, NaN)],
    ["Beta", () => new Beta(0, 1)],
    ["StudentT", () => new StudentT(-1, 0, 1)],
    ["Uniform", () => new Uniform(1, 1)],
    ["Uniform", () => new Uniform(-Number.MAX_VALUE, Number.MAX_VALUE)],
    ["Bernoulli", () => new Bernoulli(1.1)],
    ["ContinuousBernoulli", () => new ContinuousBernoulli(1)],
    ["Categorical", () => new Categorical([])],
    ["Categorical", () => new Categorical([0.5, 0.6])],
    ["Categorical", () => new Categorical([-0.5, 1.5])],
    ["Poisson", () => new Poisson(0)],
  ])("%s", (_, build) => {
    expect(build).toThrowError(expect.objectContaining({ code: "INVALID_ARGUMENT" }) as Error);
  });
});
