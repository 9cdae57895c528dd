import { describe, expect, it } from "vitest";
import { GaussianMixture } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";

describe("AIC and BIC", () => {
  it("of one component in one dimension are the same for every covariance type", () => {
    const X = blobs({ d: 1, K: 1 });
    const fits = covarianceTypes.map((covarianceType) => new GaussianMixture({ covarianceType }).fit(X));
    fits.forEach((gm) => {
      expect(gm.bic(X)).toBeCloseTo(fits[0]!.bic(X), 9);
      expect(gm.aic(X)).toBeCloseTo(fits[0]!.aic(X), 9);
    });
  });

  it("count the free parameters: 41, 26, 21 and 13 for two components in five dimensions", () => {
    const X = blobs({ d: 5, n: 100 });
    const counts = covarianceTypes.map((covarianceType) => {
      const gm = new GaussianMixture({ nComponents: 2, covarianceType }).fit(X);
      const parameters = (gm.aic(X) + 200 * gm.score(X)) / 2;
      expect(gm.bic(X)).toBeCloseTo(-200 * gm.score(X) + Math.log(100) * parameters, 8);
      return Math.round(parameters);
    });
    expect(counts).toEqual([41, 26, 21, 13]);
  });

  it.each(covarianceTypes)("%s: of standard normal data lie near those of the entropy", (covarianceType) => {
    const rng = new Rng(0);
    const [n, d] = [50, 3];
    const X = Array.from({ length: n }, () => Array.from({ length: d }, () => rng.normal()));
    const gm = new GaussianMixture({ nComponents: 2, covarianceType, maxIter: 200, seed: 1 }).fit(X);
    const parameters = (gm.aic(X) + 2 * n * gm.score(X)) / 2;
    const single = new GaussianMixture().fit(X).score(X);
    const bound = d / Math.sqrt(n);
    expect((gm.aic(X) - (-2 * n * single + 2 * parameters)) / n).toBeLessThan(bound);
    expect((gm.bic(X) - (-2 * n * single + Math.log(n) * parameters)) / n).toBeLessThan(bound);
  });

  it("use the number of rows that they are asked about", () => {
    const X = blobs();
    const gm = new GaussianMixture().fit(X);
    const few = X.slice(0, 10);
    expect(gm.bic(few) + 20 * gm.score(few)).toBeCloseTo(5 * Math.log(10), 9);
    expect(gm.aic(few) + 20 * gm.score(few)).toBeCloseTo(10, 9);
  });

  it("BIC chooses the three blobs that the data have", () => {
    const X = blobs({ K: 3, n: 240, spread: 12, seed: 4 });
    const bics = [1, 2, 3, 4, 5].map((nComponents) =>
      new GaussianMixture({ nComponents, nInit: 5, seed: 2 }).fit(X).bic(X),
    );
    expect(bics.indexOf(Math.min(...bics))).toBe(2);
  });
});
