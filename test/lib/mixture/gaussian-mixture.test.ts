import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows, toRows } from "kl-to-vae/array";
import { SingularCovarianceError } from "kl-to-vae/errors";
import { GaussianMixture, type CovarianceType, type InitParams } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";

const covarianceTypes: CovarianceType[] = ["full", "tied", "diag", "spherical"];
const initialisations: InitParams[] = ["kmeans", "k-means++", "random", "random_from_data"];

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  d: fc.integer({ min: 1, max: 4 }),
  K: fc.integer({ min: 1, max: 4 }),
  spread: fc.double({ min: 0, max: 5, noNaN: true }),
  covarianceType: fc.constantFrom(...covarianceTypes),
  initParams: fc.constantFrom(...initialisations),
});

describe("EM", () => {
  it("the log-likelihood never falls when nothing is added to the covariances", () => {
    let finished = 0;
    fc.assert(
      fc.property(settings, ({ covarianceType, initParams, seed, ...shape }) => {
        const options = {
          nComponents: shape.K,
          covarianceType,
          initParams,
          seed,
          tol: 0,
          regCovar: 0,
          maxIter: 20,
        };
        let last = -Infinity;
        try {
          for (const step of new GaussianMixture(options).iterate(blobs({ seed, ...shape }))) {
            const slack = 1e-9 * Math.max(1, Math.abs(step.logLikelihood));
            expect(step.logLikelihood).toBeGreaterThanOrEqual(step.lowerBound - slack);
            expect(step.lowerBound).toBeGreaterThanOrEqual(last - slack);
            last = step.logLikelihood;
          }
          finished++;
        } catch (error) {
          if (!(error instanceof SingularCovarianceError)) throw error;
        }
      }),
      { seed: 4, numRuns: 80 },
    );
    expect(finished).toBeGreaterThan(60);
  });

  it.each(covarianceTypes)(
    "%s: responsibilities and weights sum to one, precisions invert covariances",
    (type) => {
      const X = blobs({ d: 3 });
      const gm = new GaussianMixture({ nComponents: 3, covarianceType: type, seed: 1 }).fit(X);
      expect(gm.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      toRows(gm.predictProba(X)).forEach((row) => {
        expect(row.reduce((sum, r) => sum + r, 0)).toBeCloseTo(1, 12);
      });
      expect(gm.precisions.shape).toEqual(gm.covariances.shape);
      const [covariances, precisions] = [gm.covariances.data, gm.precisions.data];
      const product =
        type === "full" || type === "tied"
          ? [0, 1, 2].reduce((sum, l) => sum + covariances[l]! * precisions[3 * l]!, 0)
          : covariances[0]! * precisions[0]!;
      expect(product).toBeCloseTo(1, 10);
    },
  );

  it.each(initialisations)("starting by %s finds three separated blobs", (initParams) => {
    const X = blobs({ seed: 3, spread: 30 });
    const gm = new GaussianMixture({ nComponents: 3, initParams, nInit: 8, maxIter: 300, seed: 2 }).fit(X);
    const labels = gm.predict(X);
    X.forEach((_, i) => expect(labels[i]).toBe(labels[i % 3]));
    expect(new Set(labels).size).toBe(3);
    expect(gm.converged).toBe(true);
  });

  it("the same seed gives the same fit, to the bit, from rows or from an array", () => {
    const X = blobs({ spread: 1 });
    const options = { nComponents: 3, initParams: "random", seed: 5 } as const;
    const [a, b] = [new GaussianMixture(options).fit(X), new GaussianMixture(options).fit(fromRows(X))];
    expect(a.parameters).toEqual(b.parameters);
    expect(new GaussianMixture({ ...options, seed: 6 }).fit(X).parameters).not.toEqual(a.parameters);
  });

  it("more starts never end lower", () => {
    const X = blobs({ spread: 2, K: 4 });
    const bound = (nInit: number): number =>
      new GaussianMixture({ nComponents: 4, initParams: "random", nInit, seed: 1 }).fit(X).lowerBound;
    expect(bound(6)).toBeGreaterThanOrEqual(bound(1));
  });

  it("one component is the sample mean and covariance plus regCovar", () => {
    const X = [[0], [2], [4], [6]];
    const gm = new GaussianMixture({ regCovar: 0.5 }).fit(X);
    expect([gm.means.data[0], gm.covariances.data[0]]).toEqual([3, 5.5]);
  });

  it.each(covarianceTypes)("%s: a large offset moves the means and nothing else", (covarianceType) => {
    const X = blobs({ spread: 3 });
    const fit = (offset: number): GaussianMixture =>
      new GaussianMixture({ nComponents: 3, covarianceType, seed: 4 }).fit(
        X.map((row) => row.map((x) => x + offset)),
      );
    const [near, far] = [fit(0), fit(1e6)];
    near.covariances.data.forEach((c, i) =>
      expect(Math.abs(far.covariances.data[i]! - c)).toBeLessThan(1e-5),
    );
    near.means.data.forEach((m, i) => expect(Math.abs(far.means.data[i]! - 1e6 - m)).toBeLessThan(1e-5));
  });

  it("maxIter 0 keeps the start", () => {
    const meansInit = [
      [1, 2],
      [3, 4],
    ];
    const gm = new GaussianMixture({ nComponents: 2, meansInit, maxIter: 0 }).fit(blobs());
    expect(toRows(gm.means)).toEqual(meansInit);
    expect([gm.nIter, gm.converged]).toEqual([0, false]);
  });

  it.each(["k-means++", "random_from_data"] as const)(
    "%s starts at K different points of the data",
    (initParams) => {
      const X = blobs({ n: 8 });
      for (let seed = 0; seed < 10; seed++) {
        const gm = new GaussianMixture({ nComponents: 5, initParams, maxIter: 0, seed }).fit(X);
        const means = toRows(gm.means).map(String);
        expect(new Set(means).size).toBe(5);
        means.forEach((mean) => expect(X.map(String)).toContain(mean));
      }
    },
  );

  it("BIC of one component in one dimension is the same for every covariance type", () => {
    const X = blobs({ d: 1, K: 1 });
    const bics = covarianceTypes.map((covarianceType) =>
      new GaussianMixture({ covarianceType }).fit(X).bic(X),
    );
    bics.forEach((bic) => expect(bic).toBeCloseTo(bics[0]!, 9));
  });

  it("AIC and BIC count the free parameters", () => {
    const X = blobs({ d: 5, n: 100 });
    const counts = covarianceTypes.map((covarianceType) => {
      const gm = new GaussianMixture({ nComponents: 2, covarianceType }).fit(X);
      const parameters = (gm.aic(X) + 200 * gm.score(X)) / 2;
      expect(gm.bic(X)).toBeCloseTo(-200 * gm.score(X) + Math.log(100) * parameters, 8);
      return Math.round(parameters);
    });
    expect(counts).toEqual([41, 26, 21, 13]);
  });

  it.each(covarianceTypes)("%s: a sample of a fit gives the fit back", (covarianceType) => {
    const X = blobs({ spread: 10 });
    const options = { nComponents: 3, covarianceType, seed: 1 };
    const gm = new GaussianMixture(options).fit(X);
    const { samples, labels } = gm.sample(20_000, { rng: new Rng(9) });
    const again = new GaussianMixture({ ...options, meansInit: gm.means, maxIter: 5 }).fit(samples);
    expect(gm.predict(samples).filter((label, i) => label === labels[i]).length).toBeGreaterThan(19_900);
    gm.means.data.forEach((mean, i) => expect(Math.abs(again.means.data[i]! - mean)).toBeLessThan(0.1));
    gm.covariances.data.forEach((c, i) => expect(Math.abs(again.covariances.data[i]! - c)).toBeLessThan(0.1));
  });
});

describe("fitAsync and iterate", () => {
  const X = blobs({ spread: 1.5 });
  const options = { nComponents: 3, tol: 0, maxIter: 12, nInit: 2, seed: 3 } as const;

  it("fitAsync gives what fit gives, and the event loop turns between iterations", async () => {
    let turns = 0;
    const counter = setInterval(() => turns++, 0);
    const seen: number[] = [];
    const gm = new GaussianMixture({ ...options, maxIter: 100 });
    await gm.fitAsync(X, { onIteration: ({ start, iteration }) => seen.push(100 * start + iteration) });
    clearInterval(counter);
    expect(turns).toBeGreaterThan(0);
    expect(seen).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(gm.parameters).toEqual(new GaussianMixture({ ...options, maxIter: 100 }).fit(X).parameters);
  });

  it("an aborted fitAsync rejects with the reason and keeps the best fit so far", async () => {
    const controller = new AbortController();
    const gm = new GaussianMixture(options);
    const fit = gm.fitAsync(X, {
      signal: controller.signal,
      onIteration: ({ iteration }) => {
        if (iteration === 4) controller.abort(new Error("enough"));
      },
    });
    await expect(fit).rejects.toThrow("enough");
    expect(gm.nIter).toBe(4);
    await expect(new GaussianMixture().fitAsync(X, { signal: controller.signal })).rejects.toThrow("enough");
  });

  it("iterate yields one EM step a turn and leaves the model at the last one", () => {
    const gm = new GaussianMixture({ ...options, nInit: 1 });
    const steps = [...gm.iterate(X)];
    expect(steps.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(gm.lowerBounds).toEqual(steps.map(({ lowerBound }) => lowerBound));
    expect(gm.score(X)).toBeCloseTo(steps.at(-1)!.logLikelihood, 12);
    expect(gm.means).toEqual(steps.at(-1)!.means);
    expect(steps[0]!.responsibilities.data).not.toEqual(steps[2]!.responsibilities.data);
    expect(gm.parameters).toEqual(new GaussianMixture({ ...options, nInit: 1 }).fit(X).parameters);
  });

  it("a component that collapses on the way leaves the model at the step before", () => {
    const gm = new GaussianMixture({
      nComponents: 2,
      covarianceType: "spherical",
      meansInit: [[0], [4]],
      weightsInit: [0.5, 0.5],
      precisionsInit: [1, 1],
      regCovar: 0,
      maxIter: 1000,
    });
    const line = [[-1], [0], [0.2], [1], [1.1], [9.3]];
    expect(() => [...gm.iterate(line)]).toThrow(SingularCovarianceError);
    expect(gm.weights).toHaveLength(2);
  });

  it("iterate can be left early; the model then has the parameters of that step", () => {
    const gm = new GaussianMixture(options);
    for (const step of gm.iterate(X)) if (step.iteration === 3) break;
    expect(gm.nIter).toBe(3);
  });
});
