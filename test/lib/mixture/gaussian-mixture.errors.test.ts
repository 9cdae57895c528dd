import { describe, expect, it } from "vitest";
import { fromRows, toRows } from "kl-to-vae/array";
import {
  InvalidArgumentError,
  KlToVaeError,
  NonFiniteError,
  NotFittedError,
  ShapeError,
} from "kl-to-vae/errors";
import {
  GaussianMixture,
  logJoint,
  type GaussianMixtureOptions,
  type MixtureParameters,
} from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { badMatrices } from "./badMatrices.js";
import { blobs } from "./blobs.js";
import { covarianceTypes, initialisations } from "./covarianceTypes.js";

describe("an unfitted mixture", () => {
  const gm = new GaussianMixture();

  it("says so, whatever it is asked", () => {
    const questions = [
      () => gm.predict([[1]]),
      () => gm.predictProba([[1]]),
      () => gm.score([[1]]),
      () => gm.scoreSamples([[1]]),
      () => gm.aic([[1]]),
      () => gm.bic([[1]]),
      () => gm.sample(1, { rng: new Rng(0) }),
      () => gm.parameters,
      () => gm.weights,
      () => gm.means,
      () => gm.covariances,
      () => gm.precisions,
      () => gm.converged,
      () => gm.nIter,
      () => gm.lowerBound,
      () => gm.lowerBounds,
    ];
    for (const ask of questions) {
      expect(ask).toThrow(NotFittedError);
      expect(ask).toThrow(/not fitted.*fit\(X\)/);
    }
  });
});

describe("data to fit", () => {
  it.each(initialisations)("%s: fewer rows than components are refused", (initParams) => {
    const gm = new GaussianMixture({ nComponents: 3, initParams });
    expect(() => gm.fit([[1], [2]])).toThrow(InvalidArgumentError);
    expect(() => gm.fit([[1], [2]])).toThrow(/2 and nComponents is 3/);
    expect(() => gm.iterate([[1], [2]])).toThrow(InvalidArgumentError);
    expect(gm.fit([[1], [2], [4]]).weights).toHaveLength(3);
  });

  it("of a single row are refused", () => {
    expect(() => new GaussianMixture().fit([[1, 2]])).toThrow(InvalidArgumentError);
    expect(() => new GaussianMixture().fit([[1, 2]])).toThrow(/at least 2 rows/);
  });

  it("whose squares overflow are refused", () => {
    const gm = new GaussianMixture();
    expect(() => gm.fit([[1], [1e200], [2]])).toThrow(NonFiniteError);
    expect(() => gm.fit([[1], [-1e200], [2]])).toThrow(/overflow.*Rescale/);
  });

  it.each(badMatrices)("$name are refused by fit, iterate and fitAsync", async ({ X, type, message }) => {
    const gm = new GaussianMixture();
    for (const fit of [() => gm.fit(X), () => [...gm.iterate(X)]]) {
      expect(fit).toThrow(type);
      expect(fit).toThrow(message);
    }
    await expect(gm.fitAsync(X)).rejects.toThrow(type);
    expect(() => gm.weights).toThrow(NotFittedError);
  });

  it.each(badMatrices)(
    "$name are refused by predict, predictProba, score, scoreSamples, aic and bic",
    ({ X, type }) => {
      const gm = new GaussianMixture().fit([[1], [2], [4]]);
      for (const ask of ["predict", "predictProba", "score", "scoreSamples", "aic", "bic"] as const) {
        expect(() => gm[ask](X)).toThrow(type);
      }
    },
  );

  it("that are bad leave the fit before as it was", () => {
    const gm = new GaussianMixture().fit(blobs());
    const { parameters } = gm;
    expect(() => gm.fit([[1, 2], [3]])).toThrow(ShapeError);
    expect(gm.parameters).toBe(parameters);
  });
});

describe("data to predict", () => {
  const fitted = new GaussianMixture({ nComponents: 2 }).fit(blobs());

  it("with other columns than the fit's are refused, with both numbers", () => {
    expect(() => fitted.score([[1, 2, 3]])).toThrow(ShapeError);
    expect(() => fitted.predict([[1, 2, 3]])).toThrow(/2 columns.*3/);
    expect(() => fitted.predictProba(fromRows([[1]]))).toThrow(ShapeError);
  });

  it("too far from every component are refused, not scored NaN", () => {
    expect(() => fitted.predict([[1e200, 0]])).toThrow(NonFiniteError);
    expect(() =>
      fitted.scoreSamples([
        [0, 0],
        [1e300, 0],
      ]),
    ).toThrow(/Row 1/);
  });

  it("may be a single row", () => {
    expect(fitted.predict([[0, 0]])).toHaveLength(1);
  });
});

describe("sample", () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity])("refuses %d rows", (n) => {
    const gm = new GaussianMixture().fit(blobs());
    expect(() => gm.sample(n, { rng: new Rng(0) })).toThrow(InvalidArgumentError);
  });
});

describe("options", () => {
  const bad: Record<string, unknown>[] = [
    { nComponents: 0 },
    { nComponents: -2 },
    { nComponents: 1.5 },
    { nComponents: "2" },
    { nComponents: Number.NaN },
    { tol: -1 },
    { tol: Infinity },
    { tol: "1e-3" },
    { regCovar: Number.NaN },
    { regCovar: -1e-9 },
    { regCovar: "0" },
    { maxIter: -1 },
    { maxIter: 2.5 },
    { maxIter: Infinity },
    { maxIter: "100" },
    { nInit: 0 },
    { nInit: 1.5 },
    { nInit: "3" },
    { seed: -1 },
    { seed: 0.5 },
    { seed: "7" },
    { covarianceType: "fulll" },
    { covarianceType: 3 },
    { initParams: "best" },
    { initParams: "k-means" },
  ];

  it.each(bad)("%j is refused, and the message names it", (options) => {
    const construct = (): unknown => new GaussianMixture(options);
    expect(construct).toThrow(InvalidArgumentError);
    expect(construct).toThrow(Object.keys(options)[0]!);
  });

  it("undefined is the default", () => {
    const options = {
      nComponents: undefined,
      tol: undefined,
      covarianceType: undefined,
      meansInit: undefined,
    };
    const gm = new GaussianMixture(options as unknown as GaussianMixtureOptions).fit(blobs());
    expect([gm.covarianceType, gm.weights.length]).toEqual(["full", 1]);
  });
});

describe("starting values", () => {
  const X = blobs();
  const fit = (options: Record<string, unknown>) => (): unknown =>
    new GaussianMixture({ nComponents: 2, ...options }).fit(X);

  it.each([
    ["that do not sum to one", [0.5, 0.6]],
    ["of another number", [1]],
    ["of another number", [0.3, 0.3, 0.4]],
    ["below zero", [1.5, -0.5]],
    ["that are NaN", [Number.NaN, 1]],
  ])("weights %s are refused", (_, weightsInit) => {
    expect(fit({ weightsInit })).toThrow(InvalidArgumentError);
    expect(fit({ weightsInit })).toThrow(/weightsInit must be 2/);
  });

  it.each([
    ["of another number of rows", [[1, 2]], ShapeError],
    ["of another number of columns", [[1], [2]], ShapeError],
    ["that are ragged", [[1, 2], [3]], ShapeError],
    [
      "that are not finite",
      [
        [1, 2],
        [3, Infinity],
      ],
      NonFiniteError,
    ],
    [
      "that are no numbers",
      [
        [1, 2],
        ["3", 4],
      ],
      InvalidArgumentError,
    ],
  ])("means %s are refused", (_, meansInit, type) => {
    expect(fit({ meansInit })).toThrow(type);
  });

  it("means of another shape are named with the shape they should have", () => {
    expect(fit({ meansInit: [[1, 2]] })).toThrow(/meansInit must have shape \[2, 2\].*\[1, 2\]/);
  });

  const eye = [
    [1, 0],
    [0, 1],
  ];
  const wrongShapes = { full: [eye], tied: [eye, eye], diag: [1, 1], spherical: [[1], [1]] };

  it.each(covarianceTypes)("%s: precisions of another shape are refused", (covarianceType) => {
    const precisionsInit = wrongShapes[covarianceType];
    expect(fit({ covarianceType, precisionsInit })).toThrow(ShapeError);
    expect(fit({ covarianceType, precisionsInit })).toThrow(/precisionsInit must have shape/);
    expect(fit({ covarianceType, precisionsInit: [] })).toThrow(ShapeError);
    expect(fit({ covarianceType, precisionsInit: [[1, 2], [3], [4, 5, 6]] })).toThrow(/ragged: element 0/);
  });

  const indefinite = [
    [1, 2],
    [2, 1],
  ];
  const lopsided = [
    [1, 0.9],
    [0, 1],
  ];
  const unusable = {
    full: [
      [indefinite, indefinite],
      [lopsided, lopsided],
      [
        eye,
        [
          [0, 0],
          [0, 0],
        ],
      ],
      [
        eye,
        [
          [Number.NaN, 0],
          [0, 1],
        ],
      ],
    ],
    tied: [
      indefinite,
      lopsided,
      [
        [-1, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [0, Infinity],
      ],
    ],
    diag: [
      [
        [1, 1],
        [1, -1],
      ],
      [
        [1, 1],
        [0, 1],
      ],
      [
        [1, 1],
        [Number.NaN, 1],
      ],
      [
        [1, 1],
        [Infinity, 1],
      ],
    ],
    spherical: [
      [1, -1],
      [1, 0],
      [1, Number.NaN],
      [1, Infinity],
    ],
  };

  it.each(covarianceTypes.flatMap((type) => unusable[type].map((precisions) => [type, precisions] as const)))(
    "%s precisions %j are refused: they are not symmetric and positive definite",
    (covarianceType, precisionsInit) => {
      expect(fit({ covarianceType, precisionsInit })).toThrow(/precisionsInit/);
    },
  );
});

describe("a NaN in one row of many", () => {
  it("is named by row and column", () => {
    const X = blobs({ n: 500 });
    X[321]![1] = Number.NaN;
    expect(() => new GaussianMixture().fit(X)).toThrow(/row 321, column 1 is NaN/);
  });
});

describe("what untyped programs pass", () => {
  const X = blobs();
  const fitted = new GaussianMixture({ nComponents: 2 }).fit(X);

  it.each([null, 3, "full"])("options %j are refused", (options) => {
    expect(() => new GaussianMixture(options as unknown as GaussianMixtureOptions)).toThrow(
      /Options must be/,
    );
  });

  it.each([
    ["null for options", null, /Options must be/],
    ["a string for a signal", { signal: "stop" }, /signal must be an AbortSignal/],
    ["a number for onIteration", { onIteration: 5 }, /onIteration must be a function/],
  ])("fitAsync refuses %s", async (_, options, message) => {
    const fit = new GaussianMixture().fitAsync(X, options as object);
    await expect(fit).rejects.toThrow(InvalidArgumentError);
    await expect(new GaussianMixture().fitAsync(X, options as object)).rejects.toThrow(message);
  });

  it.each([
    ["nothing", () => undefined, /covarianceType/],
    ["another covarianceType", () => ({ covarianceType: "round" }), /covarianceType/],
    ["nested means", () => ({ means: toRows(fitted.means) }), /arrays with data and shape/],
    ["too few weights", () => ({ weights: [1] }), /weights must be 2/],
    ["weights that sum to 7", () => ({ weights: [3, 4] }), /weights must be 2/],
    ["negative weights", () => ({ weights: [-1, 2] }), /weights must be 2/],
    [
      "covariances of another type",
      () => ({ covarianceType: "diag" }),
      /covariances must have shape \[2, 2\]/,
    ],
    [
      "infinite covariances",
      () => ({ covariances: { ...fitted.covariances, data: fitted.covariances.data.map(() => Infinity) } }),
      /covariances must be finite/,
    ],
  ])("logJoint refuses %s for parameters", (_, changes, message) => {
    const change = changes();
    const parameters = change && { ...fitted.parameters, ...change };
    const evaluate = (): unknown => logJoint(X, parameters as unknown as MixtureParameters);
    expect(evaluate).toThrow(KlToVaeError);
    expect(evaluate).toThrow(message);
  });

  it("a start that overflows is blamed, not the data", () => {
    const far = { nComponents: 1, meansInit: [[1e200, 0]] };
    expect(() => new GaussianMixture(far).fit(X)).toThrow(/meansInit holds numbers beyond/);
    const narrow = { nComponents: 1, covarianceType: "spherical", precisionsInit: [1e308] } as const;
    expect(() => new GaussianMixture(narrow).fit(X)).toThrow(/precisionsInit must hold positive numbers/);
  });
});
