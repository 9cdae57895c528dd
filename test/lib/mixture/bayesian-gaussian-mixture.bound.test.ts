import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BayesianGaussianMixture, type WeightConcentrationPriorType } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes, initialisations } from "./covarianceTypes.js";

const quiet = { onWarning: () => undefined };

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  n: fc.integer({ min: 20, max: 120 }),
  d: fc.integer({ min: 1, max: 4 }),
  K: fc.integer({ min: 1, max: 6 }),
  spread: fc.double({ min: 0, max: 8, noNaN: true }),
  covarianceType: fc.constantFrom(...covarianceTypes),
  initParams: fc.constantFrom(...initialisations),
  weightConcentrationPriorType: fc.constantFrom<WeightConcentrationPriorType>(
    "dirichlet_process",
    "dirichlet_distribution",
  ),
  weightConcentrationPrior: fc.double({ min: -3, max: 3, noNaN: true }).map((power) => 10 ** power),
  meanPrecisionPrior: fc.double({ min: -3, max: 2, noNaN: true }).map((power) => 10 ** power),
  freedom: fc.double({ min: 0.01, max: 10, noNaN: true }),
});

describe("the lower bound", () => {
  it("never falls when nothing is added to the covariances, and the ELBO differs by a constant", () => {
    let steps = 0;
    fc.assert(
      fc.property(settings, ({ n, d, K, spread, freedom, ...options }) => {
        const X = blobs({ seed: options.seed, n, d, spread });
        const given = {
          nComponents: K,
          degreesOfFreedomPrior: d - 1 + freedom,
          regCovar: 0,
          tol: 0,
          maxIter: 20,
        };
        const model = new BayesianGaussianMixture({ ...options, ...given, ...quiet });
        let last = -Infinity;
        let offset: number | undefined;
        for (const { lowerBound, elbo } of model.iterate(X)) {
          offset ??= elbo - lowerBound;
          const slack = 1e-10 * Math.max(1, Math.abs(lowerBound), Math.abs(elbo));
          expect(lowerBound).toBeGreaterThanOrEqual(last - slack);
          expect(Math.abs(elbo - lowerBound - offset)).toBeLessThan(slack);
          last = lowerBound;
          steps++;
        }
        expect(model.lowerBound).toBe(last);
      }),
      { seed: 6, numRuns: 250 },
    );
    expect(steps).toBe(250 * 20);
  });

  it.each(covarianceTypes)(
    "%s: can fall when regCovar is added, except where that is the same as a larger covariancePrior",
    (covarianceType) => {
      const X = blobs({ n: 60, spread: 1.5, seed: 9 });
      const options = { nComponents: 4, covarianceType, regCovar: 5, tol: 0, maxIter: 60, ...quiet };
      const { lowerBounds } = new BayesianGaussianMixture(options).fit(X);
      const falls = lowerBounds.filter((bound, i) => bound < lowerBounds[i - 1]! - 1e-6).length;
      if (covarianceType === "tied") expect(falls).toBe(0);
      else expect(falls).toBeGreaterThan(10);
    },
  );

  it("rises until it changes by less than tol, and the fit has then converged", () => {
    const options = { nComponents: 3, tol: 1e-4, maxIter: 1000, regCovar: 0 };
    const { converged, lowerBounds, nIter } = new BayesianGaussianMixture(options).fit(blobs({ spread: 2 }));
    const rises = lowerBounds.slice(1).map((bound, i) => bound - lowerBounds[i]!);
    expect(converged).toBe(true);
    expect(nIter).toBe(lowerBounds.length);
    expect(rises.pop()).toBeLessThan(1e-4);
    rises.forEach((rise) => expect(rise).toBeGreaterThanOrEqual(1e-4));
  });

  it("is highest for as many components as there are groups, if they are far apart", () => {
    const X = blobs({ n: 150, K: 3, spread: 12, seed: 4 });
    const elbos = [1, 2, 3, 4, 5].map((nComponents) => {
      const options = {
        nComponents,
        nInit: 3,
        weightConcentrationPriorType: "dirichlet_distribution",
      } as const;
      return new BayesianGaussianMixture({ ...options, weightConcentrationPrior: 1, maxIter: 500 }).fit(X)
        .elbo;
    });
    expect(elbos.indexOf(Math.max(...elbos))).toBe(2);
  });
});
