import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { evidenceLowerBound } from "kl-to-vae/inference";
import { GaussianMixture, logJoint } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";

const rng = new Rng(1);
const X = Array.from({ length: 40 }, (_, i) => [rng.normal() + 3 * (i % 2), rng.normal()]);
const gm = new GaussianMixture({ nComponents: 2, seed: 1 }).fit(X);

describe("evidenceLowerBound", () => {
  it("log p is the bound plus the gap, and the gap is not negative, for any responsibilities", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
        (first) => {
          const { logLikelihood, elbo, gap } = evidenceLowerBound(
            X,
            gm,
            first.map((r) => [r, 1 - r]),
          );
          expect(elbo + gap).toBeCloseTo(logLikelihood, 10);
          expect(gap).toBeGreaterThan(-1e-12);
          expect(logLikelihood).toBeCloseTo(gm.score(X), 10);
        },
      ),
      { seed: 5, numRuns: 30 },
    );
  });

  it("touches the log-likelihood exactly at the posterior", () => {
    const { logLikelihood, elbo, gap } = evidenceLowerBound(X, gm.parameters, gm.predictProba(X));
    expect(gap).toBeCloseTo(0, 12);
    expect(elbo).toBeCloseTo(logLikelihood, 12);
  });

  it("an M step climbs: the bound touches before it, and lies between the likelihoods after it", () => {
    for (const step of new GaussianMixture({ nComponents: 2, initParams: "random", regCovar: 0 }).iterate(
      X,
    )) {
      const after = evidenceLowerBound(X, step, step.responsibilities);
      expect(after.elbo).toBeGreaterThanOrEqual(step.lowerBound - 1e-12);
      expect(after.elbo).toBeLessThanOrEqual(step.logLikelihood + 1e-12);
      expect(after.logLikelihood).toBeCloseTo(step.logLikelihood, 10);
    }
  });

  it("refuses responsibilities that are no distributions over the components", () => {
    expect(() => evidenceLowerBound(X, gm, [[1, 0]])).toThrow(ShapeError);
    expect(() =>
      evidenceLowerBound(
        X,
        gm,
        X.map(() => [0.5, 0.6]),
      ),
    ).toThrow(InvalidArgumentError);
    expect(() =>
      evidenceLowerBound(
        X,
        gm,
        X.map(() => [1.5, -0.5]),
      ),
    ).toThrow(/row 0/);
  });
});

describe("logJoint", () => {
  it("sums to the density over the components", () => {
    const { data, shape } = logJoint(X, gm);
    expect(shape).toEqual([40, 2]);
    gm.scoreSamples(X).forEach((score, i) => {
      expect(Math.log(Math.exp(data[2 * i]!) + Math.exp(data[2 * i + 1]!))).toBeCloseTo(score, 10);
    });
    expect(() => logJoint([[1]], gm)).toThrow(ShapeError);
  });
});
