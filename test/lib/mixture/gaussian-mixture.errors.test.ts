import { describe, expect, it } from "vitest";
import {
  InvalidArgumentError,
  NonFiniteError,
  NotFittedError,
  ShapeError,
  SingularCovarianceError,
} from "kl-to-vae/errors";
import { GaussianMixture, type CovarianceType, type InitParams } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";

const covarianceTypes: CovarianceType[] = ["full", "tied", "diag", "spherical"];

describe("singular components", () => {
  it.each(covarianceTypes)(
    "%s: identical points without regCovar name cause and remedy",
    (covarianceType) => {
      const X = [
        [0.1, 0.3],
        [0.1, 0.3],
        [0.1, 0.3],
      ];
      const fit = (): unknown => new GaussianMixture({ covarianceType, regCovar: 0 }).fit(X);
      expect(fit).toThrow(SingularCovarianceError);
      expect(fit).toThrow(/collapsed.*regCovar/);
      expect(() => new GaussianMixture({ covarianceType }).fit(X)).not.toThrow();
    },
  );

  it("a component that owns a single point is singular without regCovar", () => {
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

  it("points on a line have no full covariance in the plane", () => {
    const X = Array.from({ length: 9 }, (_, i) => [i / 3, i / 7]);
    expect(() => new GaussianMixture({ regCovar: 0 }).fit(X)).toThrow(SingularCovarianceError);
    expect(new GaussianMixture({ regCovar: 0, covarianceType: "diag" }).fit(X).converged).toBe(true);
  });
});

describe("bad input", () => {
  const gm = new GaussianMixture({ nComponents: 3 });

  it("an unfitted mixture says so", () => {
    expect(() => gm.predict([[1]])).toThrow(NotFittedError);
    expect(() => gm.weights).toThrow(NotFittedError);
    expect(() => gm.sample(1, { rng: new Rng(0) })).toThrow(NotFittedError);
  });

  it("data that are too few, ragged, empty or not finite are refused", () => {
    expect(() => gm.fit([[1], [2]])).toThrow(/2 and nComponents is 3/);
    expect(() => new GaussianMixture().fit([[1]])).toThrow(InvalidArgumentError);
    expect(() => gm.fit([[1, 2], [3], [4, 5]])).toThrow(ShapeError);
    expect(() => gm.fit([])).toThrow(ShapeError);
    expect(() => gm.fit([[1], [Number.NaN], [2]])).toThrow(NonFiniteError);
    expect(() => gm.fit([[1], [1e200], [2]])).toThrow(/overflow/);
    expect(() => gm.iterate([[1], [2]])).toThrow(InvalidArgumentError);
  });

  it("data with other columns than the fit's are refused", () => {
    const fitted = new GaussianMixture().fit(blobs());
    expect(() => fitted.score([[1, 2, 3]])).toThrow(ShapeError);
    expect(() => fitted.sample(0, { rng: new Rng(0) })).toThrow(InvalidArgumentError);
  });

  it.each([
    [{ nComponents: 0 }],
    [{ nComponents: 1.5 }],
    [{ tol: -1 }],
    [{ regCovar: Number.NaN }],
    [{ maxIter: -1 }],
    [{ nInit: 0 }],
    [{ seed: -1 }],
    [{ covarianceType: "fulll" as CovarianceType }],
    [{ initParams: "best" as InitParams }],
  ])("%j is refused", (options) => {
    expect(() => new GaussianMixture(options)).toThrow(InvalidArgumentError);
  });

  it("starting values of the wrong shape or kind are refused", () => {
    const fit = (options: object) => (): unknown =>
      new GaussianMixture({ nComponents: 2, ...options }).fit(blobs());
    expect(fit({ weightsInit: [0.5, 0.6] })).toThrow(InvalidArgumentError);
    expect(fit({ weightsInit: [1] })).toThrow(InvalidArgumentError);
    expect(fit({ meansInit: [[1, 2]] })).toThrow(ShapeError);
    expect(fit({ precisionsInit: [1, 1] })).toThrow(ShapeError);
    expect(fit({ covarianceType: "spherical", precisionsInit: [1, -1] })).toThrow(InvalidArgumentError);
    expect(
      fit({
        covarianceType: "tied",
        precisionsInit: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toThrow(SingularCovarianceError);
  });

  it("a point too far from every component is refused, not scored NaN", () => {
    const fitted = new GaussianMixture().fit(blobs());
    expect(() => fitted.predict([[1e200, 0]])).toThrow(NonFiniteError);
  });
});
