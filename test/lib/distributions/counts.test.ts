import { describe, expect, it } from "vitest";
import { Binomial, Geometric, NegativeBinomial, Poisson, type Univariate } from "kl-to-vae/distributions";
import { relativeError } from "./make.js";

/** −Σ p log p over all integers that matter, smallest terms first. */
function summedEntropy(p: Univariate): number {
  const terms: number[] = [];
  const last = p.upperQuantile(1e-22);
  for (let k = p.quantile(1e-22); k <= last; k++) {
    const logProb = p.logProb(k);
    terms.push(-Math.exp(logProb) * logProb);
  }
  return terms.sort((a, b) => a - b).reduce((sum, term) => sum + term, 0);
}

describe("the entropy of a count", () => {
  it.each<[string, Univariate]>([
    ["Poisson(29)", new Poisson(29)],
    ["Poisson(31)", new Poisson(31)],
    ["Poisson(1e7)", new Poisson(1e7)],
    ["Binomial(100, 0.4)", new Binomial(100, 0.4)],
    ["Binomial(1e5, 0.999)", new Binomial(1e5, 0.999)],
    ["Binomial(1e9, 1e-6)", new Binomial(1e9, 1e-6)],
    ["NegativeBinomial(0.01, 1e-4)", new NegativeBinomial(0.01, 1e-4)],
    ["NegativeBinomial(0.7, 0.9)", new NegativeBinomial(0.7, 0.9)],
    ["NegativeBinomial(200, 1e-3)", new NegativeBinomial(200, 1e-3)],
    ["NegativeBinomial(1e6, 0.99)", new NegativeBinomial(1e6, 0.99)],
  ])("of %s is the sum", (_, p) => {
    expect(relativeError(p.entropy(), summedEntropy(p), 1)).toBeLessThan(1e-12);
  });

  it("keeps its relative precision where the count is nearly certain", () => {
    for (const p of [1e-12, 1e-100, 1e-290]) {
      const entropy = p * (1 - Math.log(p));
      expect(relativeError(new Binomial(1, p).entropy(), entropy)).toBeLessThan(1e-11);
      expect(relativeError(new Poisson(p).entropy(), entropy)).toBeLessThan(1e-11);
    }
  });

  it("goes over to the geometric one, and to the normal one for a huge rate", () => {
    for (const p of [0.5, 1e-4, 1e-9, 1e-100, 1e-290]) {
      const entropy = new Geometric(p).entropy();
      expect(relativeError(new NegativeBinomial(1, p).entropy(), entropy)).toBeLessThan(1e-12);
    }
    for (const rate of [1e12, 1e17, 1e30, 1e300]) {
      const normal = 0.5 * (1 + Math.log(2 * Math.PI) + Math.log(rate));
      expect(relativeError(new Poisson(rate).entropy(), normal)).toBeLessThan(1e-12);
    }
  });
});

describe("a count that is certain", () => {
  it.each<[string, Univariate, number]>([
    ["Binomial(0, 0.5)", new Binomial(0, 0.5), 0],
    ["Binomial(7, 0)", new Binomial(7, 0), 0],
    ["Binomial(7, 1)", new Binomial(7, 1), 7],
    ["Geometric(1)", new Geometric(1), 0],
    ["NegativeBinomial(2.5, 1)", new NegativeBinomial(2.5, 1), 0],
  ])("%s has a tight support and no entropy", (_, p, value) => {
    expect(p.support).toEqual({ lower: value, upper: value, discrete: true });
    expect(p.logProb(value)).toBe(0);
    expect(p.logProb(value + 1)).toBe(-Infinity);
    expect(p.entropy()).toBe(0);
    expect(p.mean).toBe(value);
    expect(p.variance).toBe(0);
    expect(p.quantile(0.3)).toBe(value);
    expect(p.upperQuantile(0.3)).toBe(value);
    expect(p.cdf(value)).toBe(1);
    expect(p.survival(value)).toBe(0);
  });
});

describe("an expectation", () => {
  it("of a count over more integers than can be summed is refused with advice", () => {
    expect(() => new Geometric(1e-12).expectation((k) => k)).toThrowError(/Average over samples/);
  });
});
