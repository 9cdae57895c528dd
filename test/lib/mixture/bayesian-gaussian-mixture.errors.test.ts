import { describe, expect, it } from "vitest";
import {
  InvalidArgumentError,
  KlToVaeError,
  NotFittedError,
  ShapeError,
  SingularCovarianceError,
} from "kl-to-vae/errors";
import { BayesianGaussianMixture, type BayesianGaussianMixtureOptions } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { badMatrices } from "./badMatrices.js";
import { blobs } from "./blobs.js";
import { covarianceMatrices } from "./covarianceMatrices.js";
import { covarianceTypes } from "./covarianceTypes.js";

const X = blobs({ n: 30 });
/** A covariancePrior of each type for data of two columns. */
const identity = {
  full: [
    [1, 0],
    [0, 1],
  ],
  tied: [
    [1, 0],
    [0, 1],
  ],
  diag: [1, 1],
  spherical: 1,
};
const fit =
  (options: object, data: number[][] = X) =>
  (): BayesianGaussianMixture =>
    new BayesianGaussianMixture({ onWarning: () => undefined, ...options }).fit(data);

describe("an unfitted Bayesian mixture", () => {
  it("says so by its name, whatever it is asked", () => {
    const model = new BayesianGaussianMixture();
    const questions = [
      () => model.predict([[1]]),
      () => model.scoreSamples([[1]]),
      () => model.sample(1, { rng: new Rng(0) }),
      () => model.weights,
      () => model.weightConcentration,
      () => model.meanPrecision,
      () => model.degreesOfFreedom,
      () => model.prior,
      () => model.elbo,
      () => model.lowerBounds,
    ];
    for (const ask of questions) {
      expect(ask).toThrow(NotFittedError);
      expect(ask).toThrow(/BayesianGaussianMixture is not fitted.*fit\(X\)/);
    }
  });
});

describe("options", () => {
  it.each([
    { nComponents: 0 },
    { tol: -1 },
    { regCovar: -1 },
    { covarianceType: "round" },
    { initParams: "best" },
    { weightConcentrationPriorType: "dirichlet" },
    { weightConcentrationPriorType: 1 },
    { weightConcentrationPrior: 0 },
    { weightConcentrationPrior: -1 },
    { weightConcentrationPrior: Number.NaN },
    { weightConcentrationPrior: Infinity },
    { weightConcentrationPrior: "1" },
    { meanPrecisionPrior: 0 },
    { meanPrecisionPrior: -2 },
    { meanPrecisionPrior: Infinity },
    { degreesOfFreedomPrior: 0 },
    { degreesOfFreedomPrior: Number.NaN },
    { degreesOfFreedomPrior: "3" },
  ])("%j is refused, and the message names it", (options) => {
    const construct = (): unknown =>
      new BayesianGaussianMixture(options as unknown as BayesianGaussianMixtureOptions);
    expect(construct).toThrow(InvalidArgumentError);
    expect(construct).toThrow(Object.keys(options)[0]!);
  });

  it("undefined is the default", () => {
    const options = { weightConcentrationPrior: undefined, meanPrior: undefined, covariancePrior: undefined };
    expect(fit(options)().weights).toHaveLength(1);
  });
});

describe("priors that do not fit the data", () => {
  it.each([1, 0.5])("degreesOfFreedomPrior %d is refused for two columns", (degreesOfFreedomPrior) => {
    expect(fit({ degreesOfFreedomPrior })).toThrow(InvalidArgumentError);
    expect(fit({ degreesOfFreedomPrior })).toThrow(/degreesOfFreedomPrior must be above d − 1 = 1/);
    expect(fit({ degreesOfFreedomPrior: 1.001 })().weights).toHaveLength(1);
  });

  it.each([[[1]], [[1, 2, 3]], [[[1, 2]]], [3], [[]], [{ data: Float64Array.of(1), shape: [1] }]])(
    "meanPrior %j is refused, with both shapes",
    (meanPrior) => {
      expect(fit({ meanPrior })).toThrow(ShapeError);
      expect(fit({ meanPrior })).toThrow(/meanPrior must have shape \[2\].*its shape is/);
    },
  );

  it.each([[[1, Number.NaN]], [[Infinity, 0]], [["1", "2"]], [null]])(
    "meanPrior %j is refused",
    (meanPrior) => {
      if (meanPrior === null) return expect(fit({ meanPrior })).toThrow(/meanPrior/);
      expect(fit({ meanPrior })).toThrow(InvalidArgumentError);
      return expect(fit({ meanPrior })).toThrow(/meanPrior must hold/);
    },
  );

  it.each(covarianceTypes)(
    "%s: a covariancePrior of the shape of another type is refused",
    (covarianceType) => {
      for (const covariancePrior of Object.values(identity)) {
        const attempt = fit({ covarianceType, covariancePrior });
        if (JSON.stringify(covariancePrior) === JSON.stringify(identity[covarianceType])) attempt();
        else expect(attempt).toThrow(ShapeError);
      }
      const tooLarge = { full: [[1]], tied: [[1]], diag: [1, 1, 1], spherical: [1] }[covarianceType];
      expect(fit({ covarianceType, covariancePrior: tooLarge })).toThrow(/covariancePrior must have shape/);
    },
  );

  it.each([
    [
      "not positive definite",
      [
        [1, 2],
        [2, 1],
      ],
      SingularCovarianceError,
    ],
    [
      "singular",
      [
        [1, 1],
        [1, 1],
      ],
      SingularCovarianceError,
    ],
    [
      "not symmetric",
      [
        [1, 0.5],
        [0, 1],
      ],
      KlToVaeError,
    ],
    [
      "not finite",
      [
        [1, 0],
        [0, Number.NaN],
      ],
      KlToVaeError,
    ],
    ["ragged", [[1, 0, 0], [1]], KlToVaeError],
  ])("full and tied: a covariancePrior that is %s is refused", (_, covariancePrior, type) => {
    for (const covarianceType of ["full", "tied"]) {
      expect(fit({ covarianceType, covariancePrior })).toThrow(type);
      expect(fit({ covarianceType, covariancePrior })).toThrow(/covariancePrior/);
    }
  });

  it.each([
    ["diag", [1, 0]],
    ["diag", [1, -1]],
    ["diag", [Number.NaN, 1]],
    ["diag", [Infinity, 1]],
    ["spherical", 0],
    ["spherical", -1],
    ["spherical", Number.NaN],
  ])("%s: covariancePrior %j is refused", (covarianceType, covariancePrior) => {
    expect(fit({ covarianceType, covariancePrior })).toThrow(InvalidArgumentError);
    expect(fit({ covarianceType, covariancePrior })).toThrow(
      /covariancePrior must hold positive finite variances/,
    );
  });
});

describe("responsibilitiesInit", () => {
  const good = X.map(() => [0.25, 0.75]);
  const withRow = (row: number[]): number[][] => good.map((own, i) => (i === 7 ? row : own));

  it("of another shape is refused", () => {
    expect(fit({ nComponents: 2, responsibilitiesInit: good.slice(1) })).toThrow(ShapeError);
    expect(fit({ nComponents: 3, responsibilitiesInit: good })).toThrow(
      /responsibilitiesInit must have shape \[30, 3\]/,
    );
  });

  it.each([[[0.5, 0.4]], [[-0.5, 1.5]], [[0, 0]], [[1, 1]]])(
    "with the row %j is refused, and the row named",
    (row) => {
      expect(fit({ nComponents: 2, responsibilitiesInit: withRow(row) })).toThrow(InvalidArgumentError);
      expect(fit({ nComponents: 2, responsibilitiesInit: withRow(row) })).toThrow(
        /responsibilitiesInit.*row 7/,
      );
    },
  );

  it("with NaN is refused", () => {
    expect(fit({ nComponents: 2, responsibilitiesInit: withRow([Number.NaN, 1]) })).toThrow(
      /responsibilitiesInit.*row 7/,
    );
  });
});

describe("data to fit", () => {
  it.each(badMatrices)(
    "$name are refused by fit, iterate and fitAsync",
    async ({ X: data, type, message }) => {
      const model = new BayesianGaussianMixture();
      for (const attempt of [() => model.fit(data), () => [...model.iterate(data)]]) {
        expect(attempt).toThrow(type);
        expect(attempt).toThrow(message);
      }
      await expect(model.fitAsync(data)).rejects.toThrow(type);
    },
  );

  it("with fewer rows than components, or a single row, are refused", () => {
    expect(fit({ nComponents: 3 }, [[1], [2]])).toThrow(/2 and nComponents is 3/);
    expect(fit({}, [[1, 2]])).toThrow(/at least 2 rows/);
  });

  it("that are bad leave the fit before as it was", () => {
    const model = fit({})();
    const { parameters } = model;
    expect(() => model.fit([[1, 2], [3]])).toThrow(ShapeError);
    expect(model.parameters).toBe(parameters);
  });
});

describe.each(covarianceTypes)("%s: data without variance in some direction", (covarianceType) => {
  const same = Array.from({ length: 9 }, () => [0.1, 1e6 / 3]);
  const constantColumn = blobs({ n: 30 }).map(([x]) => [x!, 0.3]);
  it("are singular where the prior is theirs: the error names cause and remedies", () => {
    for (const data of covarianceType === "spherical" ? [same] : [same, constantColumn]) {
      for (const nComponents of [1, 3]) {
        const attempt = fit({ covarianceType, nComponents, regCovar: 0 }, data);
        expect(attempt).toThrow(SingularCovarianceError);
        expect(attempt).toThrow(
          /Give a larger, positive definite covariancePrior, increase regCovar, drop such columns/,
        );
      }
    }
  });

  it("are fine with a covariancePrior of their own", () => {
    for (const data of [same, constantColumn]) {
      const model = fit(
        { covarianceType, nComponents: 3, regCovar: 0, covariancePrior: identity[covarianceType] },
        data,
      )();
      expect([model.elbo, ...model.means.data, ...model.covariances.data].every(Number.isFinite)).toBe(true);
    }
  });

  it("are fine with regCovar for one component; the prior is improper then, and the ELBO −∞", () => {
    const model = fit({ covarianceType, regCovar: 1e-6 }, same)();
    expect(model.converged).toBe(true);
    expect(model.elbo).toBe(-Infinity);
    expect(Number.isFinite(model.lowerBound)).toBe(true);
  });
});

describe("linearly dependent columns", () => {
  const line = Array.from({ length: 12 }, (_, i) => [i / 3, i / 7]);

  it("are singular to full and tied covariances only", () => {
    for (const covarianceType of covarianceTypes) {
      const attempt = fit({ covarianceType, regCovar: 0 }, line);
      if (covarianceType === "full" || covarianceType === "tied")
        expect(attempt).toThrow(/linearly dependent/);
      else expect(attempt().converged).toBe(true);
    }
  });
});

describe("duplicates and single points", () => {
  it.each(covarianceTypes)(
    "%s: no component collapses onto them, since the prior keeps it wide",
    (covarianceType) => {
      const data = [...blobs({ n: 60, K: 1 }), ...Array.from({ length: 5 }, () => [100.1, 100.3])];
      const options = {
        nComponents: 2,
        covarianceType,
        regCovar: 0,
        covariancePrior: identity[covarianceType],
      };
      const model = fit(options, data)();
      const lighter = model.weights[0]! < model.weights[1]! ? 0 : 1;
      expect(model.weights[lighter]).toBeCloseTo(5 / 65, 1);
      const matrices = covarianceMatrices(covarianceType, model.covariances, 2, 2);
      expect(matrices[lighter]![0]![0]).toBeGreaterThan(0.1);
    },
  );

  it.each(covarianceTypes)("%s: as many components as rows are fine", (covarianceType) => {
    const model = fit({ nComponents: 2, covarianceType, regCovar: 0 }, [[1], [3]])();
    expect([...model.covariances.data, model.elbo].every(Number.isFinite)).toBe(true);
  });
});
