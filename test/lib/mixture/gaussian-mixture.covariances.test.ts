import { describe, expect, it } from "vitest";
import { GaussianMixture, type CovarianceType } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";
import { covarianceMatrices } from "./covarianceMatrices.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose, flatten } from "./expectClose.js";
import { plainStart } from "./plainStart.js";
import { randomMixture } from "./randomMixture.js";

const quiet = { onWarning: () => undefined };

function matrices(gm: GaussianMixture, key: "covariances" | "precisions" = "covariances"): number[][][] {
  return covarianceMatrices(gm.covarianceType, gm[key], ...(gm.means.shape as [number, number]));
}

describe("one component", () => {
  const X = blobs({ n: 60, d: 3, K: 2, spread: 2 });
  const mean = X[0]!.map((_, j) => X.reduce((sum, row) => sum + row[j]! / 60, 0));
  const covariance = mean.map((a, i) =>
    mean.map((b, j) => X.reduce((sum, row) => sum + ((row[i]! - a) * (row[j]! - b)) / 60, 0)),
  );
  const fits = (regCovar: number): Record<CovarianceType, GaussianMixture> =>
    Object.fromEntries(
      covarianceTypes.map((type) => [type, new GaussianMixture({ covarianceType: type, regCovar }).fit(X)]),
    ) as Record<CovarianceType, GaussianMixture>;

  it.each([0, 0.5])("has the data's mean and covariance, plus regCovar %d on the diagonal", (regCovar) => {
    const { full, tied, diag, spherical } = fits(regCovar);
    const regularised = covariance.map((row, i) => row.map((value, j) => value + (i === j ? regCovar : 0)));
    const variances = regularised.map((row, i) => row[i]!);
    expectClose(full.covariances.data, regularised, 1e-12);
    expectClose(tied.covariances.data, regularised, 1e-12);
    expectClose(diag.covariances.data, variances, 1e-12);
    expectClose(spherical.covariances.data, [variances.reduce((sum, value) => sum + value, 0) / 3], 1e-12);
    for (const gm of [full, tied, diag, spherical]) {
      expectClose(gm.means.data, mean, 1e-12);
      expect([...gm.weights]).toEqual([1]);
      expect(gm.converged).toBe(true);
    }
  });

  it("of small whole numbers is exact", () => {
    const gm = new GaussianMixture({ regCovar: 0.5 }).fit([[0], [2], [4], [6]]);
    expect([gm.means.data[0], gm.covariances.data[0]]).toEqual([3, 5.5]);
  });

  it.each(covarianceTypes)("%s: is stable on three points, and can be sampled", (covarianceType) => {
    const rng = new Rng(0);
    const points = Array.from({ length: 3 }, () => [rng.normal(), rng.normal()]);
    const { samples, labels } = new GaussianMixture({ covarianceType }).fit(points).sample(1, { rng });
    expect(samples.shape).toEqual([1, 2]);
    expect([...samples.data].every(Number.isFinite)).toBe(true);
    expect([...labels]).toEqual([0]);
  });
});

describe("covariance types that come to the same", () => {
  it("in one dimension full, diag and spherical are the same mixture", () => {
    const X = blobs({ d: 1, K: 3, spread: 3, seed: 2 });
    const [full, diag, spherical] = (["full", "diag", "spherical"] as const).map((type) =>
      new GaussianMixture({ ...plainStart(type, X.slice(0, 3)), tol: 0, maxIter: 30, ...quiet }).fit(X),
    );
    for (const gm of [diag!, spherical!]) {
      expectClose(gm.weights, full!.weights, 1e-10);
      expectClose(gm.means.data, full!.means.data, 1e-10);
      expectClose(gm.covariances.data, full!.covariances.data, 1e-10);
      expectClose(gm.lowerBounds, full!.lowerBounds, 1e-10);
      expectClose([gm.bic(X), gm.aic(X)], [full!.bic(X), full!.aic(X)], 1e-10);
    }
  });

  it("after one step from a common start, diag is full's diagonal, spherical its mean and tied full's weighted sum", () => {
    const { X } = randomMixture({ n: 300, d: 3, K: 3, scale: 4, seed: 5 });
    for (const regCovar of [0, 0.3]) {
      const step = (type: CovarianceType): GaussianMixture =>
        new GaussianMixture({ ...plainStart(type, X.slice(0, 3)), maxIter: 1, regCovar, ...quiet }).fit(X);
      const full = step("full");
      const blocks = matrices(full);
      const diagonals = blocks.map((block) => block.map((row, i) => row[i]!));
      const pooled = blocks[0]!.map((row, i) =>
        row.map((_, j) => blocks.reduce((sum, block, k) => sum + full.weights[k]! * block[i]![j]!, 0)),
      );
      expectClose(step("diag").covariances.data, diagonals, 1e-12);
      expectClose(
        step("spherical").covariances.data,
        diagonals.map((row) => row.reduce((sum, value) => sum + value / 3, 0)),
        1e-12,
      );
      expectClose(step("tied").covariances.data, pooled, 1e-12);
      covarianceTypes.forEach((type) => expectClose(step(type).means.data, full.means.data, 1e-12));
    }
  });

  it("a mixture with one component is the same whether its covariance is full or tied", () => {
    const X = blobs({ d: 4, K: 1 });
    const [full, tied] = (["full", "tied"] as const).map((covarianceType) =>
      new GaussianMixture({ covarianceType }).fit(X),
    );
    expectClose(tied!.covariances.data, full!.covariances.data, 1e-12);
    expectClose(tied!.scoreSamples(X), full!.scoreSamples(X), 1e-12);
  });
});

describe("precisions and covariances", () => {
  it.each(covarianceTypes)(
    "%s: are inverses of one another, symmetric and of the documented shape",
    (type) => {
      const { X } = randomMixture({ d: 3, K: 2, scale: 7, covarianceType: type, seed: 3 });
      const gm = new GaussianMixture({ nComponents: 2, covarianceType: type, nInit: 5 }).fit(X);
      const shapes = { full: [2, 3, 3], tied: [3, 3], diag: [2, 3], spherical: [2] };
      expect(gm.covariances.shape).toEqual(shapes[type]);
      expect(gm.precisions.shape).toEqual(shapes[type]);
      const precisions = matrices(gm, "precisions");
      matrices(gm).forEach((S, k) => {
        const product = S.map((row) =>
          S.map((_, j) => row.reduce((sum, value, l) => sum + value * precisions[k]![l]![j]!, 0)),
        );
        expectClose(flatten(product), [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-10);
        S.forEach((row, i) => row.forEach((value, j) => expect(value).toBe(S[j]![i])));
      });
    },
  );
});

describe("what the data were drawn from", () => {
  it.each(covarianceTypes)("%s: is found again", (covarianceType) => {
    const truth = randomMixture({ n: 2000, covarianceType, seed: 9 });
    const options = { nComponents: 2, covarianceType, nInit: 10, regCovar: 0, seed: 1 };
    const gm = new GaussianMixture(options).fit(truth.X);
    const k = Math.abs(gm.means.data[0]! - truth.means[0]![0]!) < 1 ? 0 : 1;
    const order = [k, 1 - k];
    order.forEach((found, actual) => {
      expect(Math.abs(gm.weights[found]! - truth.weights[actual]!)).toBeLessThan(0.01);
      expectClose(gm.means.data.slice(2 * found, 2 * found + 2), truth.means[actual]!, 0.1, () => 1);
      expectClose(flatten(matrices(gm)[found]!), truth.covariances[actual]!, 0.15, () => 1);
    });
  });
});
