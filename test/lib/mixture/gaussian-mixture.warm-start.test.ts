import { describe, expect, it } from "vitest";
import { InvalidArgumentError, KlToVaeError } from "kl-to-vae/errors";
import { GaussianMixture, type GaussianMixtureOptions } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { randomMixture } from "./randomMixture.js";

const quiet = { onWarning: () => undefined };
const rng = new Rng(0);
const square = Array.from({ length: 500 }, () => [rng.uniform(), rng.uniform()]);

describe("with warmStart a second fit", () => {
  const options = { nComponents: 2, regCovar: 0, initParams: "random", seed: 2, ...quiet } as const;

  it.each(covarianceTypes)("%s: of one iteration is the second iteration of one fit", (covarianceType) => {
    const cold = new GaussianMixture({ ...options, covarianceType, maxIter: 2 }).fit(square);
    const warm = new GaussianMixture({ ...options, covarianceType, maxIter: 1, warmStart: true });
    const first = warm.fit(square).score(square);
    const second = warm.fit(square).score(square);
    expectClose(warm.weights, cold.weights, 1e-12);
    expectClose(warm.means.data, cold.means.data, 1e-12);
    expectClose(warm.precisions.data, cold.precisions.data, 1e-12);
    expect(second).toBeGreaterThan(first);
  });

  it("goes on until it has converged, where five iterations did not suffice", () => {
    const five = { ...options, maxIter: 5, tol: 1e-6 };
    expect(new GaussianMixture(five).fit(square).converged).toBe(false);
    const warm = new GaussianMixture({ ...five, warmStart: true });
    let fits = 0;
    while (fits < 1000 && !warm.fit(square).converged) fits++;
    expect(warm.converged).toBe(true);
    expect(fits).toBeGreaterThan(0);
  });

  it.each([1, 2, 50])("finds that it has converged with maxIter %i", (maxIter) => {
    const { X } = randomMixture({ seed: 1 });
    const gm = new GaussianMixture({ nComponents: 2, maxIter, warmStart: true, ...quiet });
    let fits = 0;
    while (fits < 100 && !gm.fit(X).converged) fits++;
    expect(gm.converged).toBe(true);
    expect(gm.nIter).toBeLessThanOrEqual(maxIter);
  });

  it.each(covarianceTypes)("%s: never lowers the likelihood", (covarianceType) => {
    const { X } = randomMixture({ seed: 3, scale: 7 });
    const gm = new GaussianMixture({ ...options, covarianceType, maxIter: 1, tol: 1e-7, warmStart: true });
    let last = -Infinity;
    for (let fit = 0; fit < 600 && !(fit > 0 && gm.converged); fit++) {
      const score = gm.fit(X).score(X);
      expect(score).toBeGreaterThanOrEqual(last - 1e-10 * Math.abs(score));
      last = score;
    }
    expect(gm.converged).toBe(true);
  });

  it("starts once, however many starts nInit asks for, and not from meansInit", async () => {
    const gm = new GaussianMixture({
      ...options,
      nInit: 3,
      meansInit: square.slice(0, 2),
      maxIter: 3,
      warmStart: true,
    });
    gm.fit(square);
    const starts = new Set<number>();
    const before = gm.lowerBound;
    await gm.fitAsync(square, { onIteration: ({ start }) => starts.add(start) });
    expect(starts).toEqual(new Set([0]));
    expect(gm.lowerBounds[0]).toBeGreaterThan(before);
  });

  it("can be on other rows: it starts from the parameters, not from the responsibilities", () => {
    const gm = new GaussianMixture({ ...options, maxIter: 4, warmStart: true }).fit(square);
    const { weights, means, precisions } = gm;
    const half = square.slice(0, 250);
    const given = { weightsInit: weights, meansInit: means, precisionsInit: precisions };
    const expected = new GaussianMixture({ ...options, ...given, maxIter: 4 }).fit(half);
    gm.fit(half);
    expectClose(gm.means.data, expected.means.data, 1e-10);
    expectClose(gm.covariances.data, expected.covariances.data, 1e-10);
  });

  it("on data with other columns is refused", () => {
    const gm = new GaussianMixture({ ...options, warmStart: true }).fit(square);
    expect(() => gm.fit(square.map(([x]) => [x!]))).toThrow(KlToVaeError);
  });
});

describe("without warmStart a second fit", () => {
  it("begins anew", () => {
    const options = { nComponents: 2, maxIter: 1, ...quiet };
    const gm = new GaussianMixture(options).fit(square);
    const { parameters } = gm;
    expect(gm.fit(square).parameters).toEqual(parameters);
  });
});

describe("warmStart", () => {
  it.each([1, "yes", null])("%j is refused", (warmStart) => {
    const construct = (): unknown => new GaussianMixture({ warmStart } as unknown as GaussianMixtureOptions);
    expect(construct).toThrow(InvalidArgumentError);
    expect(construct).toThrow(/warmStart/);
  });
});
