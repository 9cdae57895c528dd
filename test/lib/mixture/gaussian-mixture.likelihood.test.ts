import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SingularCovarianceError } from "kl-to-vae/errors";
import { GaussianMixture } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes, initialisations } from "./covarianceTypes.js";
import { loadRecipe } from "./formulaData.js";
import { plainStart } from "./plainStart.js";
import { randomMixture } from "./randomMixture.js";

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  n: fc.integer({ min: 30, max: 150 }),
  d: fc.integer({ min: 1, max: 4 }),
  K: fc.integer({ min: 1, max: 4 }),
  spread: fc.double({ min: 0, max: 8, noNaN: true }),
  covarianceType: fc.constantFrom(...covarianceTypes),
  initParams: fc.constantFrom(...initialisations),
});

describe("the likelihood", () => {
  it("never falls when nothing is added to the covariances", () => {
    let finished = 0;
    let steps = 0;
    fc.assert(
      fc.property(settings, ({ covarianceType, initParams, seed, ...shape }) => {
        const options = { covarianceType, initParams, seed, tol: 0, regCovar: 0, maxIter: 25 };
        const gm = new GaussianMixture({ ...options, nComponents: shape.K });
        let last = -Infinity;
        try {
          for (const { lowerBound, logLikelihood } of gm.iterate(blobs({ seed, ...shape }))) {
            const slack = 1e-10 * Math.max(1, Math.abs(logLikelihood));
            expect(logLikelihood).toBeGreaterThanOrEqual(lowerBound - slack);
            expect(lowerBound).toBeGreaterThanOrEqual(last - slack);
            last = logLikelihood;
            steps++;
          }
          finished++;
        } catch (error) {
          if (!(error instanceof SingularCovarianceError)) throw error;
        }
      }),
      { seed: 4, numRuns: 500 },
    );
    expect(finished).toBeGreaterThan(450);
    expect(steps).toBeGreaterThan(450 * 25);
  });

  it.each(covarianceTypes)(
    "%s: rises until it has converged, and is then that of the data",
    (covarianceType) => {
      const { X } = randomMixture({ covarianceType, scale: 7, seed: 1 });
      const options = { nComponents: 2, covarianceType, regCovar: 0, tol: 1e-7, maxIter: 600, seed: 2 };
      const gm = new GaussianMixture(options).fit(X);
      expect(gm.converged).toBe(true);
      const rises = [...gm.lowerBounds, gm.score(X)].map(
        (bound, i, all) => bound - (all[i - 1] ?? -Infinity),
      );
      rises.forEach((rise) => expect(rise).toBeGreaterThan(-1e-12));
      rises.slice(1, gm.nIter - 1).forEach((rise) => expect(rise).toBeGreaterThanOrEqual(1e-7));
      expect(rises.at(-2)).toBeLessThan(1e-7);
    },
  );

  // With regCovar EM no longer maximises the likelihood, and scikit-learn's falls in the same iterations.
  it.each(["full", "spherical"] as const)(
    "%s: can fall when regCovar is added, as on Iris with five components and 0.1",
    (covarianceType) => {
      const X = loadRecipe({ file: "iris.csv" });
      const start = plainStart(
        covarianceType,
        [0, 118, 60, 70, 131].map((row) => X[row]!),
        [0.7, 0.2, 3.1, 0.6],
      );
      const fit = (regCovar: number): GaussianMixture =>
        new GaussianMixture({ ...start, regCovar, tol: 0, maxIter: 60, onWarning: () => undefined }).fit(X);
      const falls = ({ lowerBounds }: GaussianMixture): number =>
        lowerBounds.filter((bound, i) => bound < lowerBounds[i - 1]! - 1e-5).length;
      expect(falls(fit(0.1))).toBeGreaterThan(5);
      expect(falls(fit(0))).toBe(0);
    },
  );

  it("falls from its maximum at once when regCovar is added to it", () => {
    const X = [[0], [2], [4], [6]];
    const gm = new GaussianMixture({
      ...plainStart("full", [[3]], [5]),
      regCovar: 1,
      tol: 0,
      maxIter: 2,
      onWarning: () => undefined,
    }).fit(X);
    const [maximum, regularised] = gm.lowerBounds as [number, number];
    expect(maximum).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 5) - 0.5, 12);
    expect(regularised).toBeCloseTo(-0.5 * Math.log(2 * Math.PI * 6) - 5 / 12, 12);
    expect(regularised).toBeLessThan(maximum);
  });
});
