import { describe, expect, it } from "vitest";
import { toRows } from "kl-to-vae/array";
import { InvalidArgumentError, NotFittedError, ShapeError } from "kl-to-vae/errors";
import { KMeans } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";

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
    expect(fit(5).inertia).toBeLessThanOrEqual(fit(1).inertia);
    expect(fit(2).centers).toEqual(fit(2).centers);
  });

  it("as many clusters as points have no inertia", () => {
    expect(new KMeans({ nClusters: 3 }).fit([[1], [4], [9]]).inertia).toBe(0);
  });

  it("more clusters than distinct points still end", () => {
    const km = new KMeans({ nClusters: 3 }).fit([[1], [1], [1], [2]]);
    expect(km.inertia).toBe(0);
  });

  it("bad input is refused", () => {
    expect(() => new KMeans({ nClusters: 3 }).fit([[1], [2]])).toThrow(InvalidArgumentError);
    expect(() => new KMeans({ nClusters: 0 })).toThrow(InvalidArgumentError);
    expect(() => new KMeans().predict([[1]])).toThrow(NotFittedError);
    expect(() => new KMeans({ nClusters: 1 }).fit([[1], [2]]).predict([[1, 2]])).toThrow(ShapeError);
  });
});
