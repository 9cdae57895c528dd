import { describe, expect, it } from "vitest";
import { ndarray, type MatrixLike } from "kl-to-vae/array";
import {
  PCA,
  principalAngles,
  ProbabilisticPCA,
  type PCAOptions,
  type ProbabilisticPCAOptions,
} from "kl-to-vae/decomposition";
import {
  InvalidArgumentError,
  type KlToVaeError,
  NonFiniteError,
  NotFittedError,
  ShapeError,
  SingularCovarianceError,
} from "kl-to-vae/errors";
import type { Rng } from "kl-to-vae/random";
import { formulaData } from "./formulaData.js";

const X = formulaData({ n: 10, d: 3, seed: 1, decay: 0.5 });
const withEntry = (value: unknown): number[][] =>
  X.map((x, i) => (i === 4 ? [x[0]!, value as number, 0] : x));

const badData: [string, unknown, new (message: string) => KlToVaeError, RegExp][] = [
  ["null", null, InvalidArgumentError, /null/],
  ["nothing", undefined, InvalidArgumentError, /undefined/],
  ["a string", "1, 2", InvalidArgumentError, /string/],
  ["a list of numbers", [1, 2, 3], InvalidArgumentError, /row 0 is 1/],
  ["a row that is none", [[1, 2], null, [2, 3]], InvalidArgumentError, /row 1 is null/],
  ["rows of text", withEntry("a"), InvalidArgumentError, /row 4, column 1/],
  ["no rows", [], ShapeError, /at least one row/],
  ["empty rows", [[], []], ShapeError, /at least one/],
  ["ragged rows", [...X, [1, 2]], ShapeError, /row 10 has 2/],
  ["three dimensions", ndarray(new Float64Array(8), [2, 2, 2]), ShapeError, /shape/],
  ["NaN", withEntry(Number.NaN), NonFiniteError, /row 4, column 1 is NaN.*impute/],
  ["an infinity", withEntry(Infinity), NonFiniteError, /row 4, column 1 is Infinity/],
  ["one row", [[1, 2, 3]], InvalidArgumentError, /at least 2 rows/],
  [
    "a spread beyond doubles",
    [
      [1e308, 1, 2],
      [-1e308, 2, 3],
      [0, 1, 1],
    ],
    NonFiniteError,
    /Rescale/,
  ],
  ["variances beyond doubles", X.map((x) => x.map((v) => 1e160 * v)), NonFiniteError, /Rescale/],
];

describe("PCA and ProbabilisticPCA refuse", () => {
  it.each(badData)("%s", (_, data, error, message) => {
    const bad = data as MatrixLike;
    for (const fit of [
      () => new PCA().fit(bad),
      () => new PCA().fitTransform(bad),
      () => new ProbabilisticPCA({ nComponents: 1 }).fit(bad),
      () => new ProbabilisticPCA({ nComponents: 1, method: "em" }).fit(bad),
      () => [...new ProbabilisticPCA({ nComponents: 1 }).iterate(bad)],
    ]) {
      expect(fit).toThrow(error);
      expect(fit).toThrow(message);
    }
  });

  it.each([null, 5, "abc", true, () => ({})])("options that are no object: %j", (options) => {
    for (const make of [() => new PCA(options as never), () => new ProbabilisticPCA(options as never)]) {
      expect(make).toThrow(InvalidArgumentError);
      expect(make).toThrow(/Options must be an object such as { nComponents: 2 }/);
    }
  });

  it("bad data when iterate is called, before the first step", () => {
    expect(() => new ProbabilisticPCA({ nComponents: 1 }).iterate([[1, 2]])).toThrow(InvalidArgumentError);
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity, "2", null, [2]])("PCA with nComponents %j", (nComponents) => {
    expect(() => new PCA({ nComponents } as PCAOptions)).toThrow(InvalidArgumentError);
    expect(() => new PCA({ nComponents } as PCAOptions)).toThrow(/nComponents must be an integer.*share/);
  });

  it("PCA with more components than the smaller side of X, naming both", () => {
    expect(() => new PCA({ nComponents: 4 }).fit(X)).toThrow(/at most 3.*shape \[10, 3\]/);
    expect(() => new PCA({ nComponents: 3 }).fit(X.slice(0, 2))).toThrow(/at most 2/);
  });

  it.each([{ whiten: "yes" }, { whiten: 1 }, { svdSolver: "arpack" }, { svdSolver: null }])(
    "PCA with %j",
    (options) => {
      const [name] = Object.keys(options);
      expect(() => new PCA(options as unknown as PCAOptions)).toThrow(InvalidArgumentError);
      expect(() => new PCA(options as unknown as PCAOptions)).toThrow(`${name!} must be`);
    },
  );

  it.each([
    {},
    { nComponents: 0 },
    { nComponents: 0.5 },
    { nComponents: "2" },
    { nComponents: 1, method: "mcmc" },
    { nComponents: 1, tol: -1 },
    { nComponents: 1, tol: Number.NaN },
    { nComponents: 1, tol: "0" },
    { nComponents: 1, maxIter: 0 },
    { nComponents: 1, maxIter: 1.5 },
    { nComponents: 1, seed: -1 },
    { nComponents: 1, onWarning: "log" },
  ])("ProbabilisticPCA with %j", (options) => {
    const name = Object.keys(options).at(-1) ?? "nComponents";
    expect(() => new ProbabilisticPCA(options as ProbabilisticPCAOptions)).toThrow(InvalidArgumentError);
    expect(() => new ProbabilisticPCA(options as ProbabilisticPCAOptions)).toThrow(`${name} must be`);
  });

  it.each(["closed-form", "em"] as const)(
    "as many components as columns or more than rows, by %s",
    (method) => {
      const fit = (nComponents: number, rows: number[][]) => () =>
        new ProbabilisticPCA({ nComponents, method }).fit(rows);
      expect(fit(3, X)).toThrow(InvalidArgumentError);
      expect(fit(3, X)).toThrow(/below the 3 columns.*no noise/);
      expect(
        fit(
          1,
          X.map(([a]) => [a!]),
        ),
      ).toThrow(/below the 1 columns/);
      expect(fit(3, formulaData({ n: 2, d: 9, seed: 2 }))).toThrow(/at most its 2 rows/);
    },
  );

  const flat: [string, number, number[][]][] = [
    ["all points equal", 1, X.map(() => [0.1, 0.2, 1e9])],
    ["a line", 1, X.map(([a]) => [a!, 2 * a! + 1, 3 - a!])],
    ["a line far from 0", 1, X.map(([a]) => [1e6 + a!, 1e6 + 2 * a!, 1e6 - a!])],
    ["constant columns", 1, X.map(([a]) => [a!, 0.1, 7])],
    ["a plane", 2, X.map(([a, b]) => [a!, b!, a! / 3 + b! / 7])],
    ["two rows", 1, X.slice(0, 2)],
    ["as many rows as components and one", 2, X.slice(0, 3)],
    ["repeated rows", 1, [...X.slice(0, 2), ...X.slice(0, 2)]],
  ];
  it.each(flat)("ProbabilisticPCA of data without noise, by cause and remedy: %s", (_, nComponents, rows) => {
    for (const method of ["closed-form", "em"] as const) {
      const fit = (): ProbabilisticPCA => new ProbabilisticPCA({ nComponents, method }).fit(rows);
      expect(fit).toThrow(SingularCovarianceError);
      expect(fit).toThrow(/vary in no more than \d directions.*constant.*Use fewer components, or more rows/);
    }
  });

  it("a likelihood of PCA without noise, or with a component that does not vary", () => {
    const flatPlane = X.map(([a, b]) => [a!, b!, a! + b!]);
    for (const nComponents of [2, 3]) {
      expect(() => new PCA({ nComponents }).fit(flatPlane).score(flatPlane)).toThrow(SingularCovarianceError);
      expect(() => new PCA({ nComponents }).fit(flatPlane).score(flatPlane)).toThrow(/Keep fewer components/);
    }
    expect(() => new PCA().fit(X.slice(0, 3)).score(X)).toThrow(SingularCovarianceError);
  });

  it("variances that underflow, in ProbabilisticPCA", () => {
    const tiny = X.map((x) => x.map((value) => 1e-170 * value));
    expect(() => new ProbabilisticPCA({ nComponents: 1 }).fit(tiny)).toThrow(NonFiniteError);
    expect(() => new ProbabilisticPCA({ nComponents: 1, method: "em" }).fit(tiny)).toThrow(/Rescale/);
  });

  it("everything before fit", () => {
    const pca = new PCA();
    const model = new ProbabilisticPCA({ nComponents: 1 });
    for (const use of [
      () => pca.transform(X),
      () => pca.inverseTransform(X),
      () => pca.score(X),
      () => pca.components,
      () => pca.noiseVariance,
      () => pca.singularValues,
      () => model.loadings,
      () => model.score(X),
      () => model.posteriorMean(X),
      () => model.sample(1, {} as { rng: Rng }),
      () => model.converged,
      () => model.bic(X),
    ]) {
      expect(use).toThrow(NotFittedError);
    }
  });

  it("data and coordinates of another width, and draws without a generator", () => {
    const pca = new PCA({ nComponents: 2 }).fit(X);
    const model = new ProbabilisticPCA({ nComponents: 2 }).fit(X);
    for (const use of [
      () => pca.transform([[1, 2]]),
      () => pca.scoreSamples([[1, 2]]),
      () => pca.inverseTransform([[1, 2, 3]]),
      () => model.logLikelihood([[1, 2]]),
      () => model.reconstruct([[1, 2]]),
      () => model.decode([[1, 2, 3]]),
    ]) {
      expect(use).toThrow(ShapeError);
    }
    expect(() => model.sample(2, {} as { rng: Rng })).toThrow(/new Rng\(seed\)/);
    expect(() => model.sample(2, undefined as unknown as { rng: Rng })).toThrow(InvalidArgumentError);
    expect(() => model.sample(0, {} as { rng: Rng })).toThrow(InvalidArgumentError);
    expect(() => pca.transform([[1, Number.NaN, 2]])).toThrow(NonFiniteError);
    expect(() => pca.inverseTransform([[1e308, 1e308]].map((z) => z.map((v) => v * 1.7)))).toThrow(
      NonFiniteError,
    );
  });

  it("a fit that fails leaves the last one as it was", () => {
    const model = new ProbabilisticPCA({ nComponents: 1, method: "em" }).fit(X);
    const before = model.loadings;
    expect(() => model.fit(X.map(() => [1, 2, 3]))).toThrow(SingularCovarianceError);
    expect(model.loadings).toEqual(before);
  });
});

describe("principalAngles refuses", () => {
  it.each([null, "A", [1, 2], [[1], null]])("%j", (A) => {
    expect(() => principalAngles(A as MatrixLike, X)).toThrow(InvalidArgumentError);
    expect(() => principalAngles(X, A as MatrixLike)).toThrow(
      /^(The rows of )?B must be (an array of rows|arrays) of numbers/,
    );
  });
});

describe("PCA accepts", () => {
  it("rows that are typed arrays", () => {
    const rows = X.map((row) => Float64Array.from(row)) as unknown as MatrixLike;
    expect(new PCA().fit(rows).components).toEqual(new PCA().fit(X).components);
  });

  it("all points equal: nothing varies, and every point is the mean", () => {
    const equal = [0, 1, 2].map(() => [0.1, 0.2, 0.3]);
    const pca = new PCA().fit(equal);
    expect([...pca.explainedVariance]).toEqual([0, 0, 0]);
    expect([...pca.explainedVarianceRatio]).toEqual([0, 0, 0]);
    expect(pca.transform(equal).data.every((value) => value === 0)).toBe(true);
    expect([...new PCA({ nComponents: 0.5 }).fit(equal).mean]).toEqual([0.1, 0.2, 0.3]);
  });

  it("a constant column, one column, and two rows", () => {
    const constant = new PCA().fit(X.map(([a, b]) => [a!, 0.1, b!]));
    expect(constant.explainedVariance[2]).toBe(0);
    expect([...constant.components.data.slice(6)]).toEqual([0, 1, 0]);
    const line = new PCA().fit(X.map(([a]) => [a!]));
    expect([...line.components.data]).toEqual([1]);
    const pair = new PCA().fit([
      [0, 0],
      [3, 4],
    ]);
    expect(pair.singularValues[0]).toBeCloseTo(5 / Math.SQRT2, 14);
    expect(pair.singularValues[1]).toBeLessThan(1e-15);
  });
});
