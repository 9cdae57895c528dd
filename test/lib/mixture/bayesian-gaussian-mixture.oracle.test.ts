import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  BayesianGaussianMixture,
  type BayesianGaussianMixtureOptions,
  type CovarianceType,
} from "kl-to-vae/mixture";
import { covarianceScale } from "./covarianceScale.js";
import { expectClose, flatten, type Nested } from "./expectClose.js";
import { checksum, firstResponsibilities, loadRecipe, type Recipe } from "./formulaData.js";
import { standardDeviations } from "./standardDeviations.js";
import { weightConcentrationOf } from "./weightConcentrationOf.js";

interface Case {
  data: string;
  options: BayesianGaussianMixtureOptions & { nComponents: number; covarianceType: CovarianceType };
  responsibilities: { seed: number; labels?: string };
  weights: number[];
  means: number[][];
  covariances: Nested;
  precisions: Nested;
  weightConcentration: number[] | { a: number[]; b: number[] };
  meanPrecision: number[];
  degreesOfFreedom: number[];
  converged: boolean;
  nIter: number;
  lowerBounds: number[];
  score: number;
  /** The rows of the data that the next two are for. */
  rows: number[];
  scoreSamples: number[];
  predictProba: number[][];
  /** One digit for each row of the data. */
  labels: string;
}

const oracle = JSON.parse(
  readFileSync(new URL("../../oracles/bayesian-gaussian-mixture.json", import.meta.url), "utf8"),
) as { datasets: Record<string, { recipe: Recipe; checksum: number }>; cases: Case[] };

describe("BayesianGaussianMixture against scikit-learn, from the same responsibilities", () => {
  it("is compared on more than sixty fits", () => {
    expect(oracle.cases.length).toBeGreaterThan(100);
  });

  it.each(
    oracle.cases.map(
      (c) => [c.data, c.options.covarianceType, c.options.weightConcentrationPriorType, c] as const,
    ),
  )("%s, %s covariances, %s: the posterior and the scores agree", (_, __, ___, expected) => {
    const { recipe, checksum: sum } = oracle.datasets[expected.data]!;
    const X = loadRecipe(recipe);
    expect(checksum(X)).toBe(sum);
    const { seed, labels } = expected.responsibilities;
    const { nComponents, covarianceType } = expected.options;
    const model = new BayesianGaussianMixture({
      ...expected.options,
      responsibilitiesInit: firstResponsibilities(X.length, nComponents, seed, labels),
      onWarning: () => undefined,
    }).fit(X);

    expect([model.nIter, model.converged]).toEqual([expected.nIter, expected.converged]);
    expectClose(model.lowerBounds, expected.lowerBounds);
    expect(model.lowerBound).toBe(model.lowerBounds.at(-1));
    expectClose(model.weights, expected.weights);
    const deviations = standardDeviations(X);
    expectClose(model.means.data, expected.means, 1e-6, (i) => deviations[i % deviations.length]!);
    for (const key of ["covariances", "precisions"] as const) {
      const reference = { data: Float64Array.from(flatten(expected[key])), shape: model[key].shape };
      expectClose(model[key].data, expected[key], 1e-6, covarianceScale(covarianceType, reference));
    }
    const concentration = weightConcentrationOf(model);
    if (Array.isArray(expected.weightConcentration)) {
      expectClose(concentration.flat(), expected.weightConcentration);
    } else {
      expectClose(concentration[0]!, expected.weightConcentration.a);
      expectClose(concentration[1]!, expected.weightConcentration.b);
    }
    expectClose(model.meanPrecision, expected.meanPrecision);
    // scikit-learn stores one number for a tied covariance.
    expectClose(
      model.degreesOfFreedom,
      Array.from(model.weights, (_, k) => expected.degreesOfFreedom[k] ?? expected.degreesOfFreedom[0]!),
    );
    const some = expected.rows.map((row) => X[row]!);
    expectClose([model.score(X), ...model.scoreSamples(some)], [expected.score, ...expected.scoreSamples]);
    expectClose(model.predictProba(some).data, expected.predictProba);
    expect(model.predict(X).join("")).toBe(expected.labels);
  });
});
