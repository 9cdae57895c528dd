import { describe, expect, it } from "vitest";
import { fromRows, toRows } from "kl-to-vae/array";
import { GaussianMixture } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes, initialisations } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { plainStart } from "./plainStart.js";
import { randomMixture } from "./randomMixture.js";

const quiet = { onWarning: () => undefined };

describe("restarts", () => {
  it("keep the highest end, also where bounds fall on the way", async () => {
    let fell = 0;
    for (let seed = 0; seed < 30; seed++) {
      const { X } = randomMixture({ seed, K: 3, scale: 1 });
      const options = {
        nComponents: 3,
        nInit: 6,
        initParams: "random",
        regCovar: 1,
        maxIter: 40,
        seed,
      } as const;
      const ends: number[] = [];
      let highest = -Infinity;
      const gm = new GaussianMixture({ ...options, tol: 1e-5, ...quiet });
      await gm.fitAsync(X, {
        onIteration: ({ start, lowerBound }) => {
          ends[start] = lowerBound;
          highest = Math.max(highest, lowerBound);
        },
      });
      expect(gm.lowerBound).toBe(Math.max(...ends));
      if (highest > gm.lowerBound) fell++;
    }
    expect(fell).toBeGreaterThan(5);
  });
});

describe("the first parameters", () => {
  it.each(initialisations)("by %s are K different means within the data", (initParams) => {
    for (let seed = 0; seed < 20; seed++) {
      const { X } = randomMixture({ seed, K: 3, scale: 5 });
      const gm = new GaussianMixture({ nComponents: 3, initParams, maxIter: 0, seed }).fit(X);
      const means = toRows(gm.means);
      for (let a = 0; a < 3; a++) {
        for (let b = 0; b < a; b++) {
          expect(Math.hypot(...means[a]!.map((value, j) => value - means[b]![j]!))).toBeGreaterThan(1e-6);
        }
      }
      means.flat().forEach((value, i) => {
        const column = X.map((row) => row[i % 2]!);
        expect(value).toBeGreaterThanOrEqual(Math.min(...column));
        expect(value).toBeLessThanOrEqual(Math.max(...column));
      });
    }
  });

  it.each(["k-means++", "random_from_data"] as const)("by %s are points of the data", (initParams) => {
    const X = blobs({ n: 8 });
    for (let seed = 0; seed < 10; seed++) {
      const gm = new GaussianMixture({ nComponents: 5, initParams, maxIter: 0, seed }).fit(X);
      const means = toRows(gm.means).map(String);
      expect(new Set(means).size).toBe(5);
      means.forEach((mean) => expect(X.map(String)).toContain(mean));
    }
  });

  it.each(initialisations)("by %s lead to three separated blobs", (initParams) => {
    const X = blobs({ seed: 3, spread: 30 });
    const gm = new GaussianMixture({ nComponents: 3, initParams, nInit: 8, maxIter: 300, seed: 2 }).fit(X);
    const labels = gm.predict(X);
    X.forEach((_, i) => expect(labels[i]).toBe(labels[i % 3]));
    expect(new Set(labels).size).toBe(3);
    expect(gm.converged).toBe(true);
  });

  it("are kept with maxIter 0, and nothing has converged", () => {
    const meansInit = [
      [20, 30],
      [30, 25],
    ];
    const gm = new GaussianMixture({ nComponents: 2, meansInit, maxIter: 0 }).fit(blobs());
    expect(toRows(gm.means)).toEqual(meansInit);
    expect([gm.nIter, gm.converged]).toEqual([0, false]);
    expect([gm.lowerBound, [...gm.lowerBounds]]).toEqual([-Infinity, []]);
  });

  it.each(covarianceTypes)("%s: are all the given ones, and nothing is estimated", (covarianceType) => {
    const start = plainStart(
      covarianceType,
      [
        [1, 2],
        [3, 4],
        [5, 7],
      ],
      [4, 4],
    );
    const options = { ...start, weightsInit: [0.5, 0.25, 0.25], maxIter: 0, regCovar: 10 };
    const gm = new GaussianMixture(options).fit(blobs());
    expect([...gm.weights]).toEqual([0.5, 0.25, 0.25]);
    expect(toRows(gm.means)).toEqual(start.meansInit);
    const product = gm.covariances.data.map((value, i) => (value === 0 ? 0 : value * gm.precisions.data[i]!));
    expect(new Set(product)).toEqual(
      new Set(covarianceType === "full" || covarianceType === "tied" ? [1, 0] : [1]),
    );
    expect(Math.max(...gm.covariances.data)).toBe(4);
  });

  it("given precisions with correlations are inverted", () => {
    const precisionsInit = [
      [
        [2, 1],
        [1, 3],
      ],
    ];
    const gm = new GaussianMixture({ precisionsInit, maxIter: 0 }).fit(blobs());
    expectClose(gm.precisions.data, precisionsInit, 1e-14);
    expectClose(gm.covariances.data, [0.6, -0.2, -0.2, 0.4], 1e-14);
  });

  it.each(covarianceTypes)(
    "%s: precisions given as they would have been estimated change nothing",
    (covarianceType) => {
      const { X } = randomMixture({ n: 300, d: 3, K: 2, scale: 10, seed: 4 });
      const options = { nComponents: 2, covarianceType, seed: 1 };
      const first = new GaussianMixture({ ...options, maxIter: 0 }).fit(X);
      const a = new GaussianMixture(options).fit(X);
      const b = new GaussianMixture({ ...options, precisionsInit: first.precisions }).fit(X);
      expect(b.nIter).toBe(a.nIter);
      expectClose(b.precisions.data, a.precisions.data, 1e-9);
    },
  );

  it("given in parts are completed by estimates", () => {
    const X = blobs({ spread: 20 });
    const given = new GaussianMixture({ nComponents: 3, weightsInit: [0.2, 0.3, 0.5], maxIter: 0 }).fit(X);
    const estimated = new GaussianMixture({ nComponents: 3, maxIter: 0 }).fit(X);
    expect([...given.weights]).toEqual([0.2, 0.3, 0.5]);
    expect(given.means).toEqual(estimated.means);
    expect(given.covariances).toEqual(estimated.covariances);
  });

  it("may be typed arrays and NdArrays, and are left as they were", () => {
    const X = blobs();
    const start = plainStart("tied", X.slice(0, 2));
    const typed = {
      ...start,
      weightsInit: Float64Array.from(start.weightsInit),
      meansInit: fromRows(X.slice(0, 2)),
      precisionsInit: fromRows([
        [1, 0],
        [0, 1],
      ]),
    };
    const a = new GaussianMixture({ ...start, maxIter: 5, tol: 0, ...quiet }).fit(X);
    const b = new GaussianMixture({ ...typed, maxIter: 5, tol: 0, ...quiet }).fit(X);
    expect(b.parameters).toEqual(a.parameters);
    expect([...typed.weightsInit]).toEqual([0.5, 0.5]);
    expect(toRows(typed.meansInit)).toEqual(X.slice(0, 2));
    expect(toRows(typed.precisionsInit)).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

describe("restarts", () => {
  const X = blobs({ spread: 2, K: 4, n: 160, seed: 6 });
  const options = { nComponents: 4, initParams: "random", maxIter: 60, seed: 1, ...quiet } as const;

  it.each(covarianceTypes)("%s: k + 1 starts from the same seed never end below k", (covarianceType) => {
    const bounds = [1, 2, 3, 5, 8].map(
      (nInit) => new GaussianMixture({ ...options, covarianceType, nInit }).fit(X).lowerBound,
    );
    bounds.reduce((fewer, more) => {
      expect(more).toBeGreaterThanOrEqual(fewer);
      return more;
    });
  });

  it("ten starts of one iteration never end below one, for any seed", () => {
    for (let seed = 0; seed < 15; seed++) {
      const data = randomMixture({ seed, n: 50, scale: 1 }).X;
      const bound = (nInit: number): number =>
        new GaussianMixture({ nComponents: 2, nInit, maxIter: 1, seed, ...quiet }).fit(data).lowerBound;
      expect(bound(10)).toBeGreaterThanOrEqual(bound(1));
    }
  });

  it("the kept start is the one with the highest last bound, with all that belongs to it", async () => {
    for (const initParams of initialisations) {
      const gm = new GaussianMixture({ ...options, initParams, nInit: 6 });
      const ends = new Map<number, { bounds: number[]; converged: boolean; means: number[] }>();
      await gm.fitAsync(X, {
        onIteration: ({ start, lowerBound, converged, means }) => {
          const bounds = [...(ends.get(start)?.bounds ?? []), lowerBound];
          ends.set(start, { bounds, converged, means: [...means.data] });
        },
      });
      expect([...ends.keys()]).toEqual([0, 1, 2, 3, 4, 5]);
      const best = [...ends.values()].reduce((a, b) => (b.bounds.at(-1)! > a.bounds.at(-1)! ? b : a));
      expect(gm.lowerBound).toBe(best.bounds.at(-1));
      expect([...gm.lowerBounds]).toEqual(best.bounds);
      expect([gm.nIter, gm.converged]).toEqual([best.bounds.length, best.converged]);
      expect([...gm.means.data]).toEqual(best.means);
    }
  });

  it("of a random start differ from one another, and find better ends than the first", () => {
    const bound = (nInit: number): number => new GaussianMixture({ ...options, nInit }).fit(X).lowerBound;
    expect(bound(8)).toBeGreaterThan(bound(1) + 1e-3);
  });
});

describe("the seed", () => {
  const X = blobs({ spread: 1 });

  it.each(initialisations)(
    "by %s: the same seed gives the same fit to the bit, from rows or from an array",
    (init) => {
      const options = { nComponents: 3, initParams: init, seed: 5, nInit: 2, ...quiet };
      const [a, b] = [new GaussianMixture(options).fit(X), new GaussianMixture(options).fit(fromRows(X))];
      expect(a.parameters).toEqual(b.parameters);
      expect(a.fit(X).parameters).toEqual(b.parameters);
    },
  );

  it("another seed gives another random start", () => {
    const options = { nComponents: 3, initParams: "random", maxIter: 0 } as const;
    const [a, b] = [5, 6].map((seed) => new GaussianMixture({ ...options, seed }).fit(X));
    expect(a!.means).not.toEqual(b!.means);
  });
});
