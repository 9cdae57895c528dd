import { describe, expect, it } from "vitest";
import { Mixture, type Univariate, type VectorDistribution } from "kl-to-vae/distributions";
import { make, makeVector, relativeError } from "./make.js";
import { mixtures, univariates, vectors, type Values } from "./oracles.js";

const TOLERANCE = 1e-10;

type Scalar = Univariate | Mixture;

/** What every oracle of one dimension holds, by the name of the method. */
function check(p: Scalar, method: keyof Scalar, at: Values, expected: Values, floor = 1e-300): void {
  at.forEach((x, i) => {
    const actual = (p[method] as (x: number) => number).call(p, Number(x));
    const value = Number(expected[i]);
    expect(relativeError(actual, value, floor), `${method}(${x}) = ${actual} for ${value}`).toBeLessThan(
      TOLERANCE,
    );
  });
}

function checkMoments(p: Scalar, moments: Values): void {
  const [mean, variance, entropy] = moments;
  expect(relativeError(p.mean, Number(mean)), `mean ${p.mean} for ${mean}`).toBeLessThan(TOLERANCE);
  expect(relativeError(p.variance, Number(variance)), `variance ${p.variance} for ${variance}`).toBeLessThan(
    TOLERANCE,
  );
  if (entropy === null) return;
  const actual = p.entropy();
  expect(relativeError(actual, Number(entropy), 1), `entropy ${actual} for ${entropy}`).toBeLessThan(
    TOLERANCE,
  );
}

describe("a distribution in one dimension", () => {
  it.each(univariates)("%s has mpmath's log density, deep into the tails", (_, oracle) => {
    check(make(oracle.family, oracle.parameters), "logProb", oracle.x, oracle.logProb, 1);
  });

  it.each(univariates)("%s has mpmath's tails, both of them to relative precision", (_, oracle) => {
    const p = make(oracle.family, oracle.parameters);
    check(p, "cdf", oracle.x, oracle.cdf);
    check(p, "survival", oracle.x, oracle.survival);
  });

  it.each(univariates)("%s has mpmath's quantiles from both ends", (_, oracle) => {
    const p = make(oracle.family, oracle.parameters);
    check(p, "quantile", oracle.p, oracle.quantile);
    check(p, "upperQuantile", oracle.p, oracle.upperQuantile);
  });

  it.each(univariates)("%s has mpmath's mean, variance and entropy", (_, oracle) => {
    checkMoments(make(oracle.family, oracle.parameters), oracle.moments);
  });

  it.each(univariates)("%s agrees with SciPy and PyTorch where they are right", (_, oracle) => {
    const p = make(oracle.family, oracle.parameters);
    for (const { logProb, entropy } of [oracle.scipy, oracle.torch].filter((other) => other !== undefined)) {
      logProb.forEach((value, i) => {
        if (value === null) return;
        expect(relativeError(p.logProb(Number(oracle.x[i])), Number(value), 1)).toBeLessThan(2e-9);
      });
      if (entropy !== null) expect(relativeError(p.entropy(), Number(entropy), 1)).toBeLessThan(2e-9);
    }
  });
});

describe("a mixture in one dimension", () => {
  it.each(mixtures)("%s has mpmath's density, tails, quantiles and moments", (_, oracle) => {
    const [weights, components] = oracle.parameters;
    const p = new Mixture(
      weights,
      components.map(([family, parameters]) => make(family, parameters)),
    );
    check(p, "logProb", oracle.x, oracle.logProb, 1);
    check(p, "cdf", oracle.x, oracle.cdf);
    check(p, "survival", oracle.x, oracle.survival);
    check(p, "quantile", oracle.p, oracle.quantile);
    check(p, "upperQuantile", oracle.p, oracle.upperQuantile);
    checkMoments(p, oracle.moments);
  });
});

describe("a distribution in several dimensions", () => {
  it.each(vectors)("%s has mpmath's log density, moments and entropy", (_, oracle) => {
    const p: VectorDistribution = makeVector(oracle.family, oracle.parameters);
    oracle.x.forEach((x, i) => {
      expect(relativeError(p.logProb(x), Number(oracle.logProb[i]), 1)).toBeLessThan(TOLERANCE);
    });
    p.mean.forEach((value, i) => {
      expect(relativeError(value, Number(oracle.mean[i]))).toBeLessThan(TOLERANCE);
    });
    p.variance.forEach((value, i) => {
      expect(relativeError(value, Number(oracle.variance[i]))).toBeLessThan(TOLERANCE);
    });
    expect(relativeError(p.entropy(), Number(oracle.entropy), 1)).toBeLessThan(TOLERANCE);
  });
});
