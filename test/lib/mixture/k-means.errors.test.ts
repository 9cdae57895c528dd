import { describe, expect, it } from "vitest";
import { ndarray } from "kl-to-vae/array";
import { InvalidArgumentError, NonFiniteError, NotFittedError, ShapeError } from "kl-to-vae/errors";
import { KMeans } from "kl-to-vae/mixture";
import { badMatrices } from "./badMatrices.js";

const three = [[1], [2], [4]];

describe("an unfitted KMeans", () => {
  it("says so, whatever it is asked", () => {
    const km = new KMeans();
    const questions = [
      () => km.predict([[1]]),
      () => km.centers,
      () => km.labels,
      () => km.inertia,
      () => km.nIter,
      () => km.converged,
    ];
    for (const ask of questions) {
      expect(ask).toThrow(NotFittedError);
      expect(ask).toThrow(/not fitted.*fit\(X\)/);
    }
  });
});

describe("data for KMeans", () => {
  it("with fewer rows than clusters are refused", () => {
    expect(() => new KMeans({ nClusters: 3 }).fit([[1], [2]])).toThrow(InvalidArgumentError);
    expect(() => new KMeans({ nClusters: 3 }).fit([[1], [2]])).toThrow(/2 and nClusters is 3/);
  });

  it("whose squares overflow are refused", () => {
    expect(() => new KMeans({ nClusters: 1 }).fit([[1], [-1e200]])).toThrow(NonFiniteError);
  });

  it.each(badMatrices)("$name are refused by fit and predict", ({ X, type, message }) => {
    const fit = (): unknown => new KMeans({ nClusters: 1 }).fit(X);
    expect(fit).toThrow(type);
    expect(fit).toThrow(message);
    const fitted = new KMeans({ nClusters: 1 }).fit(three);
    expect(() => fitted.predict(X)).toThrow(type);
  });

  it("with other columns than the fit's are refused, with both numbers", () => {
    const km = new KMeans({ nClusters: 1 }).fit(three);
    expect(() => km.predict([[1, 2]])).toThrow(ShapeError);
    expect(() => km.predict([[1, 2]])).toThrow(/1 columns.*2/);
  });
});

describe("data that are no trouble to KMeans", () => {
  it("all points equal: no inertia, whatever the number of clusters", () => {
    for (const nClusters of [1, 3, 7]) {
      const km = new KMeans({ nClusters }).fit(Array.from({ length: 7 }, () => [0.1, -1e6 / 3]));
      expect(km.inertia).toBeLessThan(1e-12);
      expect(km.centers.shape).toEqual([nClusters, 2]);
    }
  });

  it("a constant column changes nothing", () => {
    const X = Array.from({ length: 30 }, (_, i) => [(i * 7) % 11]);
    const options = { nClusters: 3, seed: 2, tol: 0 };
    const without = new KMeans(options).fit(X);
    const withConstant = new KMeans(options).fit(X.map(([x]) => [x!, 0.1]));
    expect(withConstant.labels).toEqual(without.labels);
    expect(withConstant.inertia).toBeCloseTo(without.inertia, 10);
  });

  it("a single row, one cluster", () => {
    const km = new KMeans({ nClusters: 1 }).fit([[3, 4]]);
    expect([...km.centers.data]).toEqual([3, 4]);
    expect(km.inertia).toBe(0);
  });

  it.each([2 ** -498, 2 ** 494])("numbers times %d have the same clusters", (s) => {
    const X = Array.from({ length: 40 }, (_, i) => [i % 7, (i * i) % 5]);
    const options = { nClusters: 4, seed: 1, tol: 0 };
    const km = new KMeans(options).fit(X);
    const scaled = new KMeans(options).fit(X.map((row) => row.map((value) => s * value)));
    expect(scaled.labels).toEqual(km.labels);
    expect([...scaled.centers.data].map((value) => value / s)).toEqual([...km.centers.data]);
  });

  it.each([Uint8Array, Float32Array, Float64Array])(
    "$name: the same clusters as of the numbers in rows",
    (Type) => {
      const rows = Array.from({ length: 40 }, (_, i) => [(i * 37) % 101, (i * i) % 97]);
      const options = { nClusters: 4, seed: 1 };
      const X = ndarray(Type.from(rows.flat()), [40, 2]);
      expect(new KMeans(options).fit(X).centers).toEqual(new KMeans(options).fit(rows).centers);
    },
  );
});

describe("options of KMeans", () => {
  const bad: Record<string, unknown>[] = [
    { nClusters: 0 },
    { nClusters: 1.5 },
    { nClusters: "3" },
    { nInit: 0 },
    { nInit: Number.NaN },
    { maxIter: 0 },
    { maxIter: Infinity },
    { tol: -1 },
    { tol: Number.NaN },
    { tol: "0" },
    { seed: -1 },
    { seed: 0.5 },
  ];

  it.each(bad)("%j is refused, and the message names it", (options) => {
    const construct = (): unknown => new KMeans(options);
    expect(construct).toThrow(InvalidArgumentError);
    expect(construct).toThrow(Object.keys(options)[0]!);
  });

  it.each([
    ["of another number of rows", [[1]], ShapeError],
    [
      "of another number of columns",
      [
        [1, 2],
        [3, 4],
      ],
      ShapeError,
    ],
    ["that are ragged", [[1], [2, 3]], ShapeError],
    ["that are not finite", [[1], [Number.NaN]], NonFiniteError],
    ["that are no numbers", [[1], ["2"]], InvalidArgumentError],
  ])("first centres %s are refused", (_, centersInit, type) => {
    const fit = (): unknown =>
      new KMeans({ nClusters: 2, centersInit: centersInit as number[][] }).fit(three);
    expect(fit).toThrow(type);
  });
});
