import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Bernoulli,
  Beta,
  Binomial,
  Cauchy,
  Dirichlet,
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
  StudentT,
  Uniform,
  type Univariate,
} from "kl-to-vae/distributions";
import { relativeError } from "./make.js";

const inside = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
/** From 1e-6 to 1e6, evenly in the logarithm. */
const scale = inside(-6, 6).map((exponent) => 10 ** exponent);

/** That two distributions are one, in every function, at the quantiles of these probabilities. */
function expectSame(p: Univariate, q: Univariate, tolerance = 1e-11): void {
  const same = (a: number, b: number, floor = 1e-300): void => {
    expect(relativeError(a, b, floor), `${a} and ${b}`).toBeLessThan(tolerance);
  };
  for (const u of [1e-20, 1e-3, 0.4, 0.9]) {
    same(p.quantile(u), q.quantile(u));
    same(p.upperQuantile(u), q.upperQuantile(u));
    for (const x of [p.quantile(u), p.upperQuantile(u)]) {
      same(p.logProb(x), q.logProb(x), 1);
      same(p.cdf(x), q.cdf(x));
      same(p.survival(x), q.survival(x));
    }
  }
  same(p.mean, q.mean);
  same(p.variance, q.variance);
  same(p.entropy(), q.entropy(), 1);
}

function forAll(build: (a: number) => [Univariate, Univariate], parameter: fc.Arbitrary<number>): void {
  fc.assert(
    fc.property(parameter, (a) => {
      expectSame(...build(a));
    }),
    { numRuns: 30 },
  );
}

describe("families coincide where they should", () => {
  it("Geometric(p) is NegativeBinomial(1, p)", () => {
    forAll((p) => [new Geometric(p), new NegativeBinomial(1, p)], inside(1e-3, 1));
  });

  it("Bernoulli(p) is Binomial(1, p)", () => {
    forAll((p) => [new Bernoulli(p), new Binomial(1, p)], inside(0, 1));
  });

  it("Exponential(rate) is Gamma(1, rate)", () => {
    forAll((rate) => [new Exponential(rate), new Gamma(1, rate)], scale);
  });

  it("StudentT with one degree of freedom is Cauchy", () => {
    forAll((s) => [new StudentT(1, 0, s), new Cauchy(0, s)], scale);
  });

  it("StudentT with very many degrees of freedom is Normal", () => {
    expectSame(new StudentT(1e15, 0, 3), new Normal(0, 3));
  });

  it("Beta(a, 1) and Beta(1, a) are powers of a uniform variable", () => {
    fc.assert(
      fc.property(scale, inside(1e-9, 1 - 1e-9), (a, x) => {
        expect(relativeError(new Beta(a, 1).cdf(x), x ** a, 1e-300)).toBeLessThan(1e-10);
        expect(relativeError(new Beta(1, a).survival(x), Math.exp(a * Math.log1p(-x)), 1e-300)).toBeLessThan(
          1e-10,
        );
      }),
    );
  });

  it("a Dirichlet distribution with two entries is Beta", () => {
    fc.assert(
      fc.property(scale, scale, inside(0.01, 0.99), (a, b, share) => {
        const x = Math.round(share * 1024) / 1024;
        const beta = new Beta(a, b);
        const dirichlet = new Dirichlet([a, b]);
        expect(relativeError(dirichlet.logProb([x, 1 - x]), beta.logProb(x), 1)).toBeLessThan(1e-11);
        expect(dirichlet.entropy()).toBe(beta.entropy());
        expect(relativeError(dirichlet.mean[0]!, beta.mean)).toBeLessThan(1e-14);
        expect(relativeError(dirichlet.variance[1]!, beta.variance)).toBeLessThan(1e-14);
      }),
    );
  });

  it("LogNormal, HalfNormal and Pareto are images of Normal, |Normal| and Exponential", () => {
    fc.assert(
      fc.property(inside(-3, 3), inside(0.1, 5), inside(0.01, 0.99), (location, s, u) => {
        const normal = new Normal(location, s);
        expect(new LogNormal(location, s).quantile(u)).toBeCloseTo(Math.exp(normal.quantile(u)), 8);
        const z = new Normal(0, s).upperQuantile(u / 2);
        expect(relativeError(new HalfNormal(s).upperQuantile(u), z, 1e-9)).toBeLessThan(1e-12);
        const tail = new Pareto(s, 2).survival(s * Math.exp(u));
        expect(relativeError(tail, new Exponential(2).survival(u))).toBeLessThan(1e-12);
      }),
    );
  });
});

describe("shifting and scaling", () => {
  it.each<[string, (location: number, s: number) => Univariate]>([
    ["Normal", (m, s) => new Normal(m, s)],
    ["Laplace", (m, s) => new Laplace(m, s)],
    ["Cauchy", (m, s) => new Cauchy(m, s)],
    ["Gumbel", (m, s) => new Gumbel(m, s)],
    ["StudentT", (m, s) => new StudentT(3.5, m, s)],
    ["Uniform", (m, s) => new Uniform(m - s, m + s)],
  ])("moves the quantiles and the density of %s along", (_, build) => {
    const standard = build(0, 1);
    fc.assert(
      fc.property(inside(-100, 100), inside(0.01, 100), inside(0.001, 0.999), (location, s, u) => {
        const p = build(location, s);
        const x = standard.quantile(u);
        const floor = Math.abs(location) + s;
        expect(relativeError(p.quantile(u), location + s * x, floor)).toBeLessThan(1e-12);
        // Moving x back cancels digits, more of them the further it was moved.
        const tolerance = 1e-13 * (1 + Math.abs(location) / s);
        const density = standard.logProb(x) - Math.log(s);
        expect(relativeError(p.logProb(p.quantile(u)), density, 1)).toBeLessThan(tolerance * 1e3);
        expect(relativeError(p.entropy(), standard.entropy() + Math.log(s), 1)).toBeLessThan(tolerance);
      }),
    );
  });
});
