import { describe, expect, it } from "vitest";
import { toRows } from "kl-to-vae/array";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { BayesianGaussianMixture, type BayesianMixtureStep } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { manyRows } from "./manyRows.js";

const X = blobs({ spread: 1.5 });
const options = {
  nComponents: 4,
  tol: 0,
  maxIter: 12,
  nInit: 2,
  seed: 3,
  onWarning: () => undefined,
} as const;

function fit(
  changes: object = {},
  data: Parameters<BayesianGaussianMixture["fit"]>[0] = X,
): BayesianGaussianMixture {
  return new BayesianGaussianMixture({ ...options, ...changes }).fit(data);
}

describe("fitAsync", () => {
  it.each(covarianceTypes)(
    "%s: gives what fit gives, and tells of every iteration",
    async (covarianceType) => {
      const seen: number[] = [];
      const model = new BayesianGaussianMixture({ ...options, covarianceType });
      const onIteration = ({ start, iteration }: BayesianMixtureStep): number =>
        seen.push(100 * start + iteration);
      expect(await model.fitAsync(X, { onIteration })).toBe(model);
      expect(seen).toEqual([0, 100].flatMap((start) => Array.from({ length: 12 }, (_, i) => start + i + 1)));
      const expected = fit({ covarianceType });
      expect(model.parameters).toEqual(expected.parameters);
      expect(model.lowerBounds).toEqual(expected.lowerBounds);
      expect(model.prior).toEqual(expected.prior);
      expect(model.elbo).toBe(expected.elbo);
    },
  );

  it.each(covarianceTypes)(
    "%s: any number of workers gives the parameters of fit, to the last bit",
    async (type) => {
      const rows = manyRows(20_003, 3, 4);
      const changes = { covarianceType: type, nInit: 1, maxIter: 3, initParams: "random" } as const;
      const expected = fit(changes, rows);
      for (const workers of [0, 2, 3]) {
        const model = await new BayesianGaussianMixture({ ...options, ...changes }).fitAsync(rows, {
          workers,
        });
        expect(model.parameters).toEqual(expected.parameters);
        expect([model.elbo, ...model.lowerBounds]).toEqual([expected.elbo, ...expected.lowerBounds]);
      }
    },
  );

  it("from chunks gives what fit gives, if all rows fit into the sample", async () => {
    const chunks = (): number[][][] => [X.slice(0, 50), X.slice(50, 51), X.slice(51)];
    for (const covarianceType of covarianceTypes) {
      const model = await new BayesianGaussianMixture({ ...options, covarianceType }).fitAsync(chunks);
      const expected = fit({ covarianceType });
      expectClose(model.weights, expected.weights, 1e-9);
      expectClose(model.means.data, expected.means.data, 1e-9);
      expectClose(model.covariances.data, expected.covariances.data, 1e-9);
      expectClose([model.elbo], [expected.elbo], 1e-9);
    }
  });

  it("from more chunks than the sample holds takes the prior from all rows", async () => {
    const rows = manyRows(25_000, 2, 3);
    const all = toRows(rows);
    const chunks = (): number[][][] => [all.slice(0, 11_000), all.slice(11_000)];
    const changes = { nComponents: 3, nInit: 1, tol: 1e-3, maxIter: 300 };
    const model = await new BayesianGaussianMixture({ ...options, ...changes }).fitAsync(chunks);
    const expected = fit(changes, rows);
    expectClose(model.prior.mean, expected.prior.mean, 1e-10);
    expectClose(model.prior.covariance.data, expected.prior.covariance.data, 1e-10);
    expectClose([model.elbo], [expected.elbo], 1e-5);
  });

  it.each([20, 12_000])(
    "from %d rows in chunks refuses responsibilitiesInit, which needs the rows in memory",
    async (n) => {
      const rows = toRows(manyRows(n, 2, 2));
      const responsibilitiesInit = rows.map((_, i) => (i % 2 ? [0.9, 0.1] : [0.1, 0.9]));
      const model = new BayesianGaussianMixture({ ...options, nComponents: 2, responsibilitiesInit });
      const attempt = model.fitAsync(() => [rows]);
      await expect(attempt).rejects.toThrow(InvalidArgumentError);
      await expect(attempt).rejects.toThrow(/responsibilitiesInit needs all rows of X in memory.*chunks/);
      expect(await model.fitAsync(rows)).toBe(model);
    },
  );

  it("aborted rejects with the reason and keeps the best fit so far", async () => {
    const controller = new AbortController();
    const model = new BayesianGaussianMixture(options);
    const reason = new Error("enough");
    const running = model.fitAsync(X, {
      signal: controller.signal,
      onIteration: ({ iteration }) => {
        if (iteration === 4) controller.abort(reason);
      },
    });
    await expect(running).rejects.toBe(reason);
    expect(model.nIter).toBe(4);
    const expected = fit({ maxIter: 4, nInit: 1 });
    expect(model.parameters).toEqual(expected.parameters);
    expect(model.elbo).toBe(expected.elbo);
  });
});

describe("iterate", () => {
  it("yields one step a turn, each with its ELBO, and leaves the model where fit ends", () => {
    const model = new BayesianGaussianMixture(options);
    const steps: BayesianMixtureStep[] = [];
    for (const step of model.iterate(X)) {
      steps.push(step);
      expect([model.elbo, model.lowerBound]).toEqual([step.elbo, step.lowerBound]);
      expect(model.weights).toBe(step.weights);
      expect(model.score(X)).toBeCloseTo(step.logLikelihood, 12);
    }
    expect(steps.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(model.parameters).toEqual(fit({ nInit: 1 }).parameters);
  });

  it("steps have the responsibilities that their posterior was made of", () => {
    for (const { responsibilities, meanPrecision, degreesOfFreedom } of new BayesianGaussianMixture(
      options,
    ).iterate(X)) {
      const counts = [0, 1, 2, 3].map((k) => toRows(responsibilities).reduce((sum, row) => sum + row[k]!, 0));
      expectClose(
        meanPrecision,
        counts.map((count) => 1 + count),
        1e-10,
      );
      expectClose(
        degreesOfFreedom,
        counts.map((count) => 2 + count),
        1e-10,
      );
    }
  });

  it("begins with the M step on responsibilitiesInit", () => {
    const responsibilitiesInit = X.map((_, i) => [0, 1, 2, 3].map((k) => (i % 4 === k ? 0.7 : 0.1)));
    const start = fit({ responsibilitiesInit, maxIter: 0 });
    expectClose(start.meanPrecision, [31, 31, 31, 31], 1e-12);
    expect([start.nIter, start.lowerBound, start.elbo]).toEqual([0, -Infinity, -Infinity]);
    const [first] = new BayesianGaussianMixture({ ...options, responsibilitiesInit }).iterate(X);
    expect(first!.responsibilities).toEqual(start.predictProba(X));
  });
});

describe("with warmStart a second fit", () => {
  it("goes on where the first ended", () => {
    const model = new BayesianGaussianMixture({ ...options, nInit: 1, maxIter: 6, warmStart: true });
    model.fit(X);
    const first = model.lowerBound;
    model.fit(X);
    expect(model.lowerBounds[0]).toBeGreaterThan(first);
    expectClose(model.means.data, fit({ nInit: 1 }).means.data, 1e-12);
  });

  it("finds that it has converged with maxIter 1", () => {
    const model = new BayesianGaussianMixture({ ...options, maxIter: 1, tol: 1e-2, warmStart: true });
    let fits = 0;
    while (fits < 500 && !model.fit(X).converged) fits++;
    expect(model.converged).toBe(true);
  });
});
