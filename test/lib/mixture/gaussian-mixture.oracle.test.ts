import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GaussianMixture, type CovarianceType, type GaussianMixtureOptions } from "kl-to-vae/mixture";
import { covarianceScale } from "./covarianceScale.js";
import { expectClose, flatten, type Nested } from "./expectClose.js";
import { checksum, loadRecipe, type Recipe } from "./formulaData.js";
import { standardDeviations } from "./standardDeviations.js";
import { startingValues, type StoredStart } from "./startingValues.js";

interface Case {
  data: string;
  options: GaussianMixtureOptions & { nComponents: number; covarianceType: CovarianceType };
  start: StoredStart;
  weights: number[];
  means: number[][];
  covariances: Nested;
  precisions: Nested;
  converged: boolean;
  nIter: number;
  lowerBounds: number[];
  score: number;
  bic: number;
  aic: number;
  /** The rows of the data that the next two are for. */
  rows: number[];
  scoreSamples: number[];
  predictProba: number[][];
  /** One digit for each row of the data. */
  labels: string;
}

const oracle = JSON.parse(
  readFileSync(new URL("../../oracles/gaussian-mixture.json", import.meta.url), "utf8"),
) as { datasets: Record<string, { recipe: Recipe; checksum: number }>; cases: Case[]; extended: Case[] };

const datasets = new Map<string, number[][]>();

function dataset(name: string): number[][] {
  if (!datasets.has(name)) datasets.set(name, loadRecipe(oracle.datasets[name]!.recipe));
  return datasets.get(name)!;
}

const titled = (cases: Case[]): (readonly [string, CovarianceType, number, Case])[] =>
  cases.map((c) => [c.data, c.options.covarianceType, c.options.nComponents, c] as const);

describe("the oracle's data", () => {
  it.each(Object.keys(oracle.datasets))("%s: the formula gives the doubles that Python fitted", (name) => {
    expect(checksum(dataset(name))).toBe(oracle.datasets[name]!.checksum);
  });

  it("cover well over a hundred fits", () => {
    expect(oracle.cases.length).toBeGreaterThan(150);
  });
});

describe("GaussianMixture against scikit-learn, from the same start", () => {
  it.each(titled(oracle.cases))(
    "%s, %s covariances, %i components: parameters, bounds and scores agree",
    (_, __, ___, expected) => expectFit(expected),
  );
});

describe("GaussianMixture against EM in extended precision, where scikit-learn loses digits", () => {
  it.each(titled(oracle.extended))(
    "%s, %s covariances, %i components: parameters, bounds and scores agree",
    (_, __, ___, expected) => expectFit(expected),
  );
});

/** Within 1e-6: of weights and scores absolutely or relatively, of means and covariances in units of the deviations. */
function expectFit(expected: Case): void {
  const X = dataset(expected.data);
  const { covarianceType } = expected.options;
  const start = startingValues(expected.start, X, covarianceType);
  const gm = new GaussianMixture({ ...expected.options, ...start, onWarning: () => undefined }).fit(X);
  expect([gm.nIter, gm.converged]).toEqual([expected.nIter, expected.converged]);
  expectClose(gm.lowerBounds, expected.lowerBounds);
  expect(gm.lowerBound).toBe(gm.lowerBounds.at(-1));
  expectClose(gm.weights, expected.weights);
  const deviations = standardDeviations(X);
  expectClose(gm.means.data, expected.means, 1e-6, (i) => deviations[i % deviations.length]!);
  for (const key of ["covariances", "precisions"] as const) {
    const reference = { data: Float64Array.from(flatten(expected[key])), shape: gm[key].shape };
    expectClose(gm[key].data, expected[key], 1e-6, covarianceScale(covarianceType, reference));
  }
  expectClose([gm.score(X), gm.bic(X), gm.aic(X)], [expected.score, expected.bic, expected.aic]);
  const some = expected.rows.map((row) => X[row]!);
  expectClose(gm.scoreSamples(some), expected.scoreSamples);
  expectClose(gm.predictProba(some).data, expected.predictProba);
  expect(gm.predict(X).join("")).toBe(expected.labels);
}
