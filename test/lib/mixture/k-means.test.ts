import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows, toRows } from "kl-to-vae/array";
import { KMeans } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";
import { expectClose } from "./expectClose.js";

describe("KMeans", () => {
  it("finds the two pairs of four points", () => {
    const km = new KMeans({ nClusters: 2, seed: 1 }).fit([[0], [1], [10], [11]]);
    expect(
      toRows(km.centers)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([0.5, 10.5]);
    expect(km.inertia).toBe(1);
    expect(km.converged).toBe(true);
    const [low, high] = km.predict([[-3], [20]]);
    expect([...km.labels]).toEqual([low, low, high, high]);
  });

  it("more starts never end with more inertia, and the same seed gives the same centres", () => {
    const rng = new Rng(2);
    const X = Array.from({ length: 200 }, () => [rng.uniform(), rng.uniform()]);
    const fit = (nInit: number): KMeans => new KMeans({ nClusters: 7, nInit, seed: 3 }).fit(X);
    const inertias = [1, 2, 3, 5, 8].map((nInit) => fit(nInit).inertia);
    inertias.reduce((fewer, more) => {
      expect(more).toBeLessThanOrEqual(fewer);
      return more;
    });
    expect(fit(2).centers).toEqual(fit(2).centers);
  });

  it("as many clusters as points have no inertia", () => {
    expect(new KMeans({ nClusters: 3 }).fit([[1], [4], [9]]).inertia).toBe(0);
  });

  it("more clusters than distinct points still end", () => {
    const km = new KMeans({ nClusters: 3 }).fit([[1], [1], [1], [2]]);
    expect(km.inertia).toBe(0);
  });

  it("one cluster is the mean, and its inertia n times the variance", () => {
    const km = new KMeans({ nClusters: 1 }).fit([[0], [2], [4], [6]]);
    expect([km.centers.data[0], km.inertia]).toEqual([3, 20]);
  });

  it("ends where every centre is the mean of the rows nearest to it", () => {
    const settings = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      d: fc.integer({ min: 1, max: 4 }),
      K: fc.integer({ min: 1, max: 6 }),
      spread: fc.double({ min: 0, max: 8, noNaN: true }),
    });
    fc.assert(
      fc.property(settings, ({ seed, d, K, spread }) => {
        const X = blobs({ seed, n: 80, d, K, spread });
        const km = new KMeans({ nClusters: K, seed, tol: 0 }).fit(X);
        expect(km.converged).toBe(true);
        expect(km.predict(X)).toEqual(km.labels);
        const centers = toRows(km.centers);
        const distance = (row: number[], center: number[]): number =>
          row.reduce((sum, value, j) => sum + (value - center[j]!) ** 2, 0);
        const inertia = X.reduce((sum, row, i) => {
          const distances = centers.map((center) => distance(row, center));
          expect(distances[km.labels[i]!]).toBe(Math.min(...distances));
          return sum + Math.min(...distances);
        }, 0);
        expectClose([km.inertia], [inertia], 1e-12);
        centers.forEach((center, k) => {
          const own = X.filter((_, i) => km.labels[i] === k);
          expectClose(
            center,
            center.map((_, j) => own.reduce((sum, row) => sum + row[j]! / own.length, 0)),
            1e-12,
          );
        });
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("from given centres one iteration moves each to the mean of its rows, and leaves what it was given", () => {
    const centersInit = fromRows([[0], [9]]);
    const km = new KMeans({ nClusters: 2, centersInit, maxIter: 1, nInit: 5 }).fit([[0], [2], [4], [10]]);
    expect([...km.centers.data]).toEqual([2, 10]);
    expect([...centersInit.data]).toEqual([0, 9]);
  });

  it("a centre that no row is nearest to takes the row farthest from its own", () => {
    const X = [[0], [1], [2], [30]];
    const km = new KMeans({ nClusters: 2, centersInit: [[1], [1000]], tol: 0 }).fit(X);
    expect([...km.centers.data]).toEqual([1, 30]);
    expect(km.inertia).toBe(2);
  });

  it("fitAsync gives what fit gives, and can be stopped", async () => {
    const X = blobs({ n: 500, K: 5 });
    const options = { nClusters: 5, nInit: 3, seed: 2 };
    const km = await new KMeans(options).fitAsync(X);
    expect(km.centers).toEqual(new KMeans(options).fit(X).centers);
    const stopped = new KMeans(options).fitAsync(X, { signal: AbortSignal.abort(new Error("enough")) });
    await expect(stopped).rejects.toThrow("enough");
  });

  it("fitPredict gives the labels of the fit", () => {
    const km = new KMeans({ nClusters: 2, seed: 1 });
    expect(km.fitPredict([[0], [1], [10], [11]])).toEqual(km.labels);
  });

  it("rows whose distances overflow have no nearest centre", () => {
    const km = new KMeans({ nClusters: 2, seed: 1 }).fit([[0], [1], [10], [11]]);
    expect(() => km.predict([[1], [1e200]])).toThrow(/row 1, column 0/);
  });
});
