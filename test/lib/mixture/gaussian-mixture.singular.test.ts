import { describe, expect, it } from "vitest";
import { NonFiniteError, SingularCovarianceError } from "kl-to-vae/errors";
import { GaussianMixture } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes, initialisations } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { plainStart } from "./plainStart.js";

const quiet = { onWarning: () => undefined };

describe.each(covarianceTypes)("%s covariances without regCovar", (covarianceType) => {
  const fit =
    (X: number[][], options: object = {}) =>
    (): GaussianMixture =>
      new GaussianMixture({ covarianceType, regCovar: 0, ...options, ...quiet }).fit(X);

  function expectSingular(run: () => unknown): void {
    expect(run).toThrow(SingularCovarianceError);
    expect(run).toThrow(/collapsed.*Increase regCovar, use fewer components or a simpler covarianceType/);
  }

  it.each([
    ["0.1 and 0.3", [0.1, 0.3]],
    ["zero", [0, 0]],
    ["large", [1e6 / 3, -1e9 / 7]],
    ["tiny", [1e-12 / 3, 1e-14 / 7]],
  ])("points that are all equal (%s) are singular, and fine with it", (_, point) => {
    const X = Array.from({ length: 7 }, () => [...point]);
    expectSingular(fit(X));
    expectSingular(fit(X, { nComponents: 2 }));
    for (const initParams of initialisations) {
      const gm = fit(X, { nComponents: 2, regCovar: 1e-6, initParams })();
      expect([...gm.predictProba(X).data].every((r) => r >= 0 && r <= 1)).toBe(true);
      const heavier = gm.weights[0]! > gm.weights[1]! ? 0 : 2;
      expectClose(
        gm.means.data.slice(heavier, heavier + 2),
        point,
        1e-12,
        (_, value) => Math.abs(value) || 1,
      );
    }
  });

  it.each([0, 0.1, 1e6 / 3])(
    "a constant column (%d) is singular, except to a spherical covariance",
    (constant) => {
      const X = blobs({ d: 2, K: 1 }).map(([x, y]) => [x!, constant, y!]);
      if (covarianceType === "spherical") expect(fit(X)().converged).toBe(true);
      else expectSingular(fit(X));
      const gm = fit(X, { regCovar: 1e-6 })();
      expect(gm.means.data[1]).toBeCloseTo(constant, 8);
      expect(gm.converged).toBe(true);
    },
  );

  it("as many components as distinct points of two clusters are singular, and fine with it", () => {
    const X = Array.from({ length: 10 }, (_, i) => new Array<number>(5).fill(i < 5 ? 1 : 0));
    expectSingular(fit(X, { nComponents: 10 }));
    const gm = fit(X, { nComponents: 10, regCovar: 1e-6 })();
    expect(gm.score(X)).toBeGreaterThan(0);
  });

  it("duplicates that a component can collapse onto are singular, and fine with it", () => {
    const X = [...blobs({ n: 60, K: 1 }), ...Array.from({ length: 5 }, () => [100.1, 100.3])];
    const start = plainStart(covarianceType, [
      [0, 0],
      [100, 100],
    ]);
    if (covarianceType === "tied") expect(fit(X, start)().converged).toBe(true);
    else expectSingular(fit(X, start));
    const gm = fit(X, { ...start, regCovar: 1e-6 })();
    expect(gm.weights[1]).toBeCloseTo(5 / 65, 8);
  });

  it("duplicates that every component spreads over are fine", () => {
    const X = blobs({ n: 40, K: 2, spread: 10 }).flatMap((row) => [row, row, row]);
    expect(fit(X, { nComponents: 2 })().converged).toBe(true);
  });

  it("two rows are fine where two points span the covariance", () => {
    const X = [
      [0, 1],
      [2, 5],
    ];
    if (covarianceType === "full" || covarianceType === "tied") expectSingular(fit(X));
    else expect([...fit(X)().means.data]).toEqual([1, 3]);
    expect([...fit([[1], [3]])().covariances.data]).toEqual([1]);
  });

  it("two components on two rows are singular, and fine with it", () => {
    expectSingular(fit([[1], [3]], { nComponents: 2 }));
    const gm = fit([[1], [3]], { nComponents: 2, regCovar: 1e-6 })();
    expect([...gm.means.data].sort()).toEqual([1, 3]);
  });
});

describe("a component that collapses on the way", () => {
  it("onto a single point is named, with the remedies", () => {
    const X = [...blobs({ K: 1 }), [100.1, 100.3]];
    const gm = new GaussianMixture({
      nComponents: 2,
      meansInit: [
        [0, 0],
        [100, 100],
      ],
      weightsInit: [0.5, 0.5],
      precisionsInit: [1, 1],
      covarianceType: "spherical",
      regCovar: 0,
    });
    expect(() => gm.fit(X)).toThrow(/Component 1 .*regCovar/);
  });

  it("leaves iterate's model at the step before", () => {
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

  it("rejects fitAsync with the same error", async () => {
    const X = Array.from({ length: 5 }, () => [0.1, 0.3]);
    await expect(new GaussianMixture({ regCovar: 0 }).fitAsync(X)).rejects.toThrow(SingularCovarianceError);
  });
});

describe("a tight start that shrinks two components onto their points", () => {
  // The start of scikit-learn's issue 18216, where the bound became infinite.
  const meansInit = [
    [0.67, 0.21, 0.13],
    [0.09, 0.58, 0.93],
    [0.5, 0.96, 0.09],
    [0.19, 0.55, 0.19],
    [0.45, 0.35, 0.57],
    [0.61, 0.79, 0.96],
  ];
  const X = [
    ...meansInit.slice(0, 2),
    ...blobs({ n: 28, d: 3, K: 1, seed: 4 }).map((row) => row.map((x) => 0.5 + x / 6)),
  ];
  const options = {
    nComponents: 6,
    covarianceType: "spherical",
    meansInit,
    weightsInit: [1 / 30, 1 / 30, 2 / 30, 2 / 30, 21 / 30, 3 / 30],
    precisionsInit: [1e6, 1e6, 554, 205, 16, 85],
    maxIter: 1,
    ...quiet,
  } as const;

  it("ends in the error without regCovar and in finite parameters with it", () => {
    expect(() => new GaussianMixture({ ...options, regCovar: 0 }).fit(X)).toThrow(SingularCovarianceError);
    const gm = new GaussianMixture(options).fit(X);
    expect(gm.converged).toBe(false);
    expect(Number.isFinite(gm.lowerBound)).toBe(true);
    expect([...gm.means.data, ...gm.covariances.data].every(Number.isFinite)).toBe(true);
  });
});

describe("linearly dependent columns", () => {
  it("have no full covariance, but a diagonal one", () => {
    const X = Array.from({ length: 9 }, (_, i) => [i / 3, i / 7]);
    expect(() => new GaussianMixture({ regCovar: 0 }).fit(X)).toThrow(SingularCovarianceError);
    expect(new GaussianMixture({ regCovar: 0, covarianceType: "diag" }).fit(X).converged).toBe(true);
  });

  it("more columns than rows are singular to full and tied covariances only", () => {
    const X = blobs({ n: 5, d: 8, K: 1 });
    for (const covarianceType of covarianceTypes) {
      const fit = (): unknown => new GaussianMixture({ covarianceType, regCovar: 0 }).fit(X);
      if (covarianceType === "full" || covarianceType === "tied")
        expect(fit).toThrow(SingularCovarianceError);
      else expect(fit).not.toThrow();
    }
  });
});

describe("an outlier", () => {
  it.each(covarianceTypes)("%s: of 1e9 is no reason for NaN", (covarianceType) => {
    const X = [...blobs({ n: 50 }), [1e9, -1e9]];
    const gm = new GaussianMixture({ nComponents: 2, covarianceType, seed: 1 }).fit(X);
    expect(
      [...gm.means.data, ...gm.covariances.data, ...gm.weights, gm.score(X)].every(Number.isFinite),
    ).toBe(true);
  });

  it("beyond any component's reach is named", () => {
    const gm = new GaussianMixture(
      plainStart(
        "spherical",
        [
          [0, 0],
          [1, 1],
        ],
        [1e-300, 1e-300],
      ),
    );
    const fit = (): unknown => gm.fit([...blobs({ n: 20 }), [1e10, 1e10]]);
    expect(fit).toThrow(NonFiniteError);
    expect(fit).toThrow(/Row 20 .*far from every component/);
  });
});
