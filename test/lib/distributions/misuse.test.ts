import { describe, expect, it } from "vitest";
import {
  Bernoulli,
  Beta,
  Categorical,
  DiagonalNormal,
  Dirichlet,
  Geometric,
  Mixture,
  MultivariateNormal,
  Normal,
  Pareto,
  StudentT,
} from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";

/** What a program without types may pass. */
const junk = [undefined, null, "0.3", true, [], [1], {}] as unknown[];
const refusal = expect.objectContaining({
  code: expect.stringMatching(/INVALID_ARGUMENT|SHAPE/) as string,
}) as Error;

describe("what is no number, no array or no generator", () => {
  const normal = new Normal(0, 1);
  const plane = new DiagonalNormal([0, 0], [1, 1]);

  it.each(junk)("is refused as a point or a probability (%j)", (value) => {
    const x = value as number;
    const calls = [
      () => normal.logProb(x),
      () => normal.cdf(x),
      () => normal.survival(x),
      () => normal.quantile(x),
      () => new Geometric(0.5).upperQuantile(x),
      () => new Bernoulli(x),
      () => plane.logProb([x, 0]),
      () => new Mixture([0.5, 0.5], [normal, normal]).cdf(x),
    ];
    for (const call of calls) expect(call).toThrowError(refusal);
  });

  it.each([undefined, null, "abc", 3, {}] as unknown[])("is refused in place of an array (%j)", (value) => {
    const list = value as number[];
    const calls = [
      () => new Categorical(list),
      () => new Dirichlet(list),
      () => new DiagonalNormal(list, [1]),
      () => new DiagonalNormal([1], list),
      () => new MultivariateNormal(list, [[1]]),
      () => new Mixture(list, [normal]),
      () => new Mixture([1], list as never),
      () => plane.logProb(list),
    ];
    for (const call of calls) expect(call).toThrowError(refusal);
  });

  it("is refused as a component, and so is a mixture of numbers and vectors", () => {
    // eslint-disable-next-line no-sparse-arrays -- a hole is what is tested
    const withHole = [normal, ,] as Normal[];
    withHole.length = 2;
    expect(() => new Mixture([0.5, 0.5], withHole)).toThrowError(/components\[1\] must be a distribution/);
    expect(() => new Mixture([0.5, 0.5], [normal, new DiagonalNormal([0], [1])] as never)).toThrowError(
      /all of numbers or all of vectors/,
    );
  });

  it("is refused as a generator, with the advice to pass one", () => {
    for (const p of [normal, plane, new Mixture([1], [normal])]) {
      for (const rng of [undefined, Math.random, 7] as unknown as Rng[]) {
        expect(() => p.sampleMany(3, rng)).toThrowError(/pass new Rng\(seed\)/);
      }
    }
  });
});

describe("numbers at the ends of the range", () => {
  it("keep the density of Dirichlet draws that underflow what Beta has", () => {
    const expected = new Beta(0.001, 0.001).logProb(5e-324);
    expect(new Dirichlet([0.001, 0.001]).logProb([5e-324, 1])).toBeCloseTo(expected, 9);
    const p = new Dirichlet([1e-4, 1e-4, 1e-4]);
    const rng = new Rng(1);
    for (let i = 0; i < 500; i++) expect(p.logProb(p.sample(rng))).toBeGreaterThan(-Infinity);
  });

  it("make a quantile infinite that is, instead of searching for ever", () => {
    expect(new Geometric(1e-310).quantile(0.5)).toBe(Infinity);
  });

  it("hold draws of heavy tails", () => {
    const rng = new Rng(2);
    for (const p of [new Pareto(1, 0.001), new StudentT(0.005, 0, 1)]) {
      for (let i = 0; i < 300; i++) expect(Number.isFinite(p.sample(rng))).toBe(true);
    }
  });
});
