import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Bernoulli,
  Beta,
  Binomial,
  Categorical,
  Cauchy,
  ContinuousBernoulli,
  Exponential,
  Gamma,
  Geometric,
  Gumbel,
  HalfNormal,
  Laplace,
  LogNormal,
  NegativeBinomial,
  Normal,
  Pareto,
  Poisson,
  StudentT,
  Uniform,
  type Univariate,
} from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";

const families: [string, Univariate][] = [
  ["Normal", new Normal(-1, 2)],
  ["StudentT", new StudentT(9, 1, 2)],
  ["LogNormal", new LogNormal(0.5, 0.4)],
  ["Laplace", new Laplace(3, 0.5)],
  ["Gumbel", new Gumbel(-2, 3)],
  ["HalfNormal", new HalfNormal(2)],
  ["Exponential", new Exponential(0.2)],
  ["Gamma", new Gamma(2.5, 3)],
  ["Gamma with a small shape", new Gamma(0.3, 1)],
  ["Beta", new Beta(2, 0.7)],
  ["Pareto", new Pareto(2, 9)],
  ["Uniform", new Uniform(-3, 8)],
  ["Bernoulli", new Bernoulli(0.3)],
  ["ContinuousBernoulli", new ContinuousBernoulli(0.9)],
  ["Categorical", new Categorical([0.2, 0, 0.5, 0.3])],
  ["Binomial", new Binomial(12, 0.35)],
  ["Binomial of many trials", new Binomial(1e9, 0.25)],
  ["NegativeBinomial", new NegativeBinomial(2.5, 0.3)],
  ["Geometric", new Geometric(0.2)],
  ["Poisson", new Poisson(4.5)],
];
const continuous = families.filter(([, p]) => !p.support.discrete);
const discrete = families.filter(([, p]) => p.support.discrete);

/** The largest distance between the empirical and the true distribution function, times √n (Kolmogorov and Smirnov). */
function kolmogorovSmirnov(p: Univariate, data: Float64Array): number {
  const n = data.length;
  const sorted = data.toSorted();
  return (
    Math.sqrt(n) *
    sorted.reduce((worst, x, i) => {
      // For a discrete family only the last of equal values compares with P(X ≤ x).
      const above = sorted[i + 1] === x ? 0 : Math.abs((i + 1) / n - p.cdf(x));
      const below = p.support.discrete ? 0 : Math.abs(i / n - p.cdf(x));
      return Math.max(worst, above, below);
    }, 0)
  );
}

describe("every family", () => {
  it.each(families)("%s draws samples with its mean and variance", (_, p) => {
    const n = p.support.discrete ? 5_000 : 20_000;
    const { data, shape } = p.sampleMany(n, new Rng(11));
    expect(shape).toEqual([n]);
    const mean = data.reduce((sum, x) => sum + x / n, 0);
    const variance = data.reduce((sum, x) => sum + (x - mean) ** 2 / n, 0);
    expect(Math.abs(mean - p.mean)).toBeLessThan(5 * Math.sqrt(p.variance / n));
    const fourth = p.expectation((x) => (x - p.mean) ** 4);
    expect(Math.abs(variance - p.variance)).toBeLessThan(6 * Math.sqrt((fourth - p.variance ** 2) / n));
  });

  it.each(families)("%s draws samples that follow its distribution function", (_, p) => {
    const { data } = p.sampleMany(3_000, new Rng(7));
    // The statistic exceeds 2.2 with a probability of 1e-4.
    expect(kolmogorovSmirnov(p, data)).toBeLessThan(2.2);
    for (const x of data) expect(p.logProb(x)).toBeGreaterThan(-Infinity);
  });

  it.each(families)("%s has total probability one, and its entropy is −E log p", (_, p) => {
    expect(p.expectation(() => 1)).toBeCloseTo(1, 11);
    expect(p.expectation((x) => -p.logProb(x))).toBeCloseTo(p.entropy(), 6);
  });

  it.each(continuous)("%s has a quantile function that inverts its distribution function", (_, p) => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (u) => {
        expect(p.cdf(p.quantile(u))).toBeCloseTo(u, 12);
        expect(p.survival(p.upperQuantile(u))).toBeCloseTo(u, 12);
      }),
      { numRuns: 50 },
    );
  });

  it.each(discrete)("%s has the smallest integer as quantile that reaches the probability", (_, p) => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (u) => {
        const k = p.quantile(u);
        expect(p.cdf(k)).toBeGreaterThanOrEqual(u);
        expect(p.cdf(k - 1)).toBeLessThan(u);
        const above = p.upperQuantile(u);
        expect(p.survival(above)).toBeLessThanOrEqual(u);
        expect(p.survival(above - 1)).toBeGreaterThan(u);
      }),
      { numRuns: 30 },
    );
  });

  it.each(families)("%s has tails that sum to one and never turn", (_, p) => {
    const point = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }).map((u) => p.quantile(u));
    fc.assert(
      fc.property(point, point, (x, y) => {
        expect(p.cdf(x) + p.survival(x)).toBeCloseTo(1, 13);
        expect(p.cdf(Math.min(x, y))).toBeLessThanOrEqual(p.cdf(Math.max(x, y)));
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
    expect(p.survival(-Infinity)).toBe(1);
    expect(p.survival(Infinity)).toBe(0);
    expect(p.quantile(0)).toBe(p.support.lower);
    expect(p.quantile(1)).toBe(p.support.upper);
    expect(p.upperQuantile(1)).toBe(p.support.lower);
    expect(p.upperQuantile(0)).toBe(p.support.upper);
    expect(() => p.logProb(NaN)).toThrowError(/NaN/);
    expect(() => p.cdf(NaN)).toThrowError(/NaN/);
    expect(() => p.survival(NaN)).toThrowError(/NaN/);
    expect(() => p.quantile(1.1)).toThrowError(/between 0 and 1/);
    expect(() => p.upperQuantile(-0.1)).toThrowError(/between 0 and 1/);
    expect(() => p.sampleMany(-1, new Rng(1))).toThrowError(/number of samples/);
  });
});

describe("a draw", () => {
  it.each<[string, Univariate]>([
    ["Gamma of a tiny shape", new Gamma(1e-6, 1)],
    ["Beta of tiny shapes", new Beta(1e-6, 1e-6)],
    ["Poisson of a huge rate", new Poisson(1e8)],
    ["Binomial of a tiny probability", new Binomial(1e9, 1e-300)],
    ["NegativeBinomial of tiny parameters", new NegativeBinomial(1e-3, 1e-100)],
    ["Geometric of a tiny probability", new Geometric(1e-300)],
    ["StudentT without a mean", new StudentT(0.05, 0, 1)],
    ["Cauchy", new Cauchy(0, 1)],
    ["Pareto without a mean", new Pareto(1, 0.01)],
  ])("of %s lies in the support, where the density is finite", (_, p) => {
    const { data } = p.sampleMany(100, new Rng(5));
    for (const x of data) expect(Number.isFinite(p.logProb(x)), `at ${x}`).toBe(true);
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
    ...[NaN, Infinity, -Infinity].flatMap((value): [string, () => Univariate][] => [
      ["LogNormal", () => new LogNormal(value, 1)],
      ["LogNormal", () => new LogNormal(0, value)],
      ["Gumbel", () => new Gumbel(value, 1)],
      ["Gumbel", () => new Gumbel(0, value)],
      ["HalfNormal", () => new HalfNormal(value)],
      ["Pareto", () => new Pareto(value, 1)],
      ["Pareto", () => new Pareto(1, value)],
      ["Binomial", () => new Binomial(value, 0.5)],
      ["Binomial", () => new Binomial(1, value)],
      ["NegativeBinomial", () => new NegativeBinomial(value, 0.5)],
      ["NegativeBinomial", () => new NegativeBinomial(1, value)],
      ["Geometric", () => new Geometric(value)],
    ]),
    ...[0, -1].flatMap((value): [string, () => Univariate][] => [
      ["LogNormal", () => new LogNormal(0, value)],
      ["Gumbel", () => new Gumbel(0, value)],
      ["HalfNormal", () => new HalfNormal(value)],
      ["Pareto", () => new Pareto(value, 1)],
      ["Pareto", () => new Pareto(1, value)],
      ["NegativeBinomial", () => new NegativeBinomial(value, 0.5)],
      ["NegativeBinomial", () => new NegativeBinomial(1, value)],
      ["Geometric", () => new Geometric(value)],
    ]),
    ["Binomial", () => new Binomial(1.5, 0.5)],
    ["Binomial", () => new Binomial(-1, 0.5)],
    ["Binomial", () => new Binomial(2 ** 53, 0.5)],
    ["Binomial", () => new Binomial(1, 1.5)],
    ["Binomial", () => new Binomial(1, -0.5)],
    ["NegativeBinomial", () => new NegativeBinomial(1, 1.5)],
    ["Geometric", () => new Geometric(1.5)],
  ] as [string, () => Univariate][])("%s refuses a parameter out of range (case %#)", (_, build) => {
    expect(build).toThrowError(expect.objectContaining({ code: "INVALID_ARGUMENT" }) as Error);
  });
});
