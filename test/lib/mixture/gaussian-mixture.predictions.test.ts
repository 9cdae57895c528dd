import { describe, expect, it } from "vitest";
import { fromRows, toRows } from "kl-to-vae/array";
import { GaussianMixture, logJoint } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";
import { covarianceMatrices } from "./covarianceMatrices.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { randomMixture } from "./randomMixture.js";

const quiet = { onWarning: () => undefined };

describe.each(covarianceTypes)("%s covariances", (covarianceType) => {
  const truth = randomMixture({ n: 300, d: 2, K: 3, scale: 9, covarianceType, seed: 7 });
  const { X } = truth;
  const gm = new GaussianMixture({ nComponents: 3, covarianceType, nInit: 3, seed: 1 }).fit(X);

  it("predictProba gives rows that sum to one, and predict their largest entry", () => {
    const proba = toRows(gm.predictProba(X));
    const labels = gm.predict(X);
    proba.forEach((row, i) => {
      expect(row.reduce((sum, r) => sum + r, 0)).toBeCloseTo(1, 12);
      row.forEach((r) => expect(r).toBeGreaterThanOrEqual(0));
      expect(row[labels[i]!]).toBe(Math.max(...row));
    });
    expect(gm.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it("predict tells apart the components that the data were drawn from", () => {
    const far = randomMixture({ n: 200, K: 2, scale: 50, covarianceType, seed: 2 });
    const labels = new GaussianMixture({ nComponents: 2, covarianceType, seed: 3 }).fit(far.X).predict(far.X);
    const agreeing = far.labels.filter((label, i) => label === labels[i]).length;
    expect(Math.max(agreeing, far.labels.length - agreeing)).toBeGreaterThan(0.97 * far.labels.length);
  });

  it("score is the mean of scoreSamples, and scoreSamples the log of the summed joint density", () => {
    const scores = gm.scoreSamples(X);
    expect(scores).toHaveLength(X.length);
    expect(gm.score(X)).toBeCloseTo(scores.reduce((sum, value) => sum + value, 0) / X.length, 12);
    const joint = toRows(logJoint(X, gm.parameters));
    expectClose(
      scores,
      joint.map((row) => Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0))),
      1e-12,
    );
  });

  it("score grows from one iteration to convergence", () => {
    const options = { nComponents: 3, covarianceType, regCovar: 0, seed: 1, ...quiet };
    const score = (maxIter: number): number => new GaussianMixture({ ...options, maxIter }).fit(X).score(X);
    expect(score(100)).toBeGreaterThan(score(1));
  });

  it("a row gets the same answers alone as among others", () => {
    const among = [gm.scoreSamples(X)[5], ...toRows(gm.predictProba(X))[5]!, gm.predict(X)[5]];
    const row = [X[5]!];
    expectClose([gm.score(row), ...gm.predictProba(row).data, gm.predict(row)[0]!], among as number[], 1e-13);
  });

  it("a sample has the fit's weights, means and covariances", () => {
    const n = 20_000;
    const { samples, labels } = gm.sample(n, { rng: new Rng(1) });
    expect(samples.shape).toEqual([n, 2]);
    const rows = toRows(samples);
    covarianceMatrices(covarianceType, gm.covariances, 3, 2).forEach((expected, k) => {
      const own = rows.filter((_, i) => labels[i] === k);
      const mean = [0, 1].map((j) => own.reduce((sum, row) => sum + row[j]! / own.length, 0));
      const covariance = mean.map((a, i) =>
        mean.map((b, j) => own.reduce((sum, row) => sum + ((row[i]! - a) * (row[j]! - b)) / own.length, 0)),
      );
      const variance = (i: number): number => expected[i]![i]!;
      expect(Math.abs(own.length / n - gm.weights[k]!)).toBeLessThan(0.015);
      // Five standard errors.
      expectClose(mean, gm.means.data.slice(2 * k, 2 * k + 2), 5, (j) => Math.sqrt(variance(j) / own.length));
      expectClose(covariance.flat(), expected, 5, (at) =>
        Math.sqrt((2 * variance(Math.floor(at / 2)) * variance(at % 2)) / own.length),
      );
    });
  });

  it("a fit to a sample gives the fit back", () => {
    const far = randomMixture({ K: 3, scale: 80, covarianceType, seed: 5 });
    const options = { nComponents: 3, covarianceType, meansInit: far.means, seed: 1 };
    const first = new GaussianMixture(options).fit(far.X);
    const again = new GaussianMixture(options).fit(first.sample(20_000, { rng: new Rng(9) }).samples);
    expectClose(again.means.data, first.means.data, 0.1, () => 1);
    expectClose(again.covariances.data, first.covariances.data, 0.15, () => 1);
  });
});

describe("sample", () => {
  const gm = new GaussianMixture({ nComponents: 2 }).fit(blobs());

  it("gives as many rows as asked for", () => {
    for (let n = 1; n < 100; n++) {
      const { samples, labels } = gm.sample(n, { rng: new Rng(n) });
      expect([samples.shape, labels.length]).toEqual([[n, 2], n]);
    }
  });

  it("needs a generator", () => {
    const gm = new GaussianMixture().fit(blobs());
    for (const options of [undefined, {}, { rng: 3 }]) {
      expect(() => gm.sample(3, options as unknown as { rng: Rng })).toThrow(/new Rng\(seed\)/);
    }
  });

  it("is the same for the same generator, and moves it on", () => {
    const rng = new Rng(3);
    const first = gm.sample(5, { rng });
    expect(gm.sample(5, { rng: new Rng(3) })).toEqual(first);
    expect(gm.sample(5, { rng })).not.toEqual(first);
  });
});

describe("predictions", () => {
  const X = blobs({ d: 3 });
  const gm = new GaussianMixture({ nComponents: 2 }).fit(X);

  it("take rows and arrays alike, and leave them as they are", () => {
    const array = fromRows(X);
    const copy = array.data.slice();
    expect(gm.scoreSamples(array)).toEqual(gm.scoreSamples(X));
    expect(gm.predict(array)).toEqual(gm.predict(X));
    expect(array.data).toEqual(copy);
  });

  it("do not share memory with what was given out before", () => {
    const first = gm.predictProba(X);
    const kept = first.data.slice();
    gm.predictProba(X.map((row) => row.map((value) => value + 1)));
    expect(first.data).toEqual(kept);
  });
});
