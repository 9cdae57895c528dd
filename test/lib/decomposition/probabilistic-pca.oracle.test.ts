import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ProbabilisticPCA } from "kl-to-vae/decomposition";
import { expectClose } from "./expectClose.js";
import { formulaData, type Formula } from "./formulaData.js";

interface Case {
  data: Formula;
  nComponents: number;
  mean: number[];
  noiseVariance: number;
  loadings: number[][];
  logLikelihood: number[];
  score: number;
  posteriorMean: number[][];
  posteriorCovariance: number[][];
}

const cases = (
  JSON.parse(
    readFileSync(new URL("../../oracles/decomposition-probabilistic.json", import.meta.url), "utf8"),
  ) as Case[]
).map((one) => ({ ...one, title: `q = ${one.nComponents} of ${JSON.stringify(one.data)}` }));

const largest = (values: number[][]): number => Math.max(...values.flat().map(Math.abs));

describe("ProbabilisticPCA agrees with arithmetic of 60 digits", () => {
  it.each(cases)("in closed form, $title", ({ data, nComponents, ...expected }) => {
    const X = formulaData(data);
    const model = new ProbabilisticPCA({ nComponents }).fit(X);
    const length = largest(expected.loadings);
    const farness = (4 * Number.EPSILON * Math.abs(data.offset ?? 0)) / length;
    const share = length / Math.sqrt(expected.noiseVariance); // how much rounding is beside the noise
    const sharp = 1e-13 * share + farness;

    expectClose(model.mean, expected.mean, length * (1e-14 + farness));
    expect(Math.abs(model.noiseVariance / expected.noiseVariance - 1)).toBeLessThanOrEqual(sharp);
    expectClose(model.loadings.data, expected.loadings, 1e-11 * length);
    const tolerance = 1e-12 * Math.abs(expected.score) + 10 * sharp;
    expectClose(model.logLikelihood(X.slice(0, 3)), expected.logLikelihood, tolerance);
    expect(Math.abs(model.score(X) - expected.score)).toBeLessThanOrEqual(tolerance);
    expectClose(model.posteriorMean(X.slice(0, 3)).data, expected.posteriorMean, 1e-10);
    expectClose(model.posteriorCovariance.data, expected.posteriorCovariance, 1e-10);
  });

  it.each(cases)("by EM, $title", ({ data, nComponents, ...expected }) => {
    const X = formulaData(data);
    const model = new ProbabilisticPCA({ nComponents, method: "em" }).fit(X);
    expect(model.converged).toBe(true);
    expect(Math.abs(model.noiseVariance / expected.noiseVariance - 1)).toBeLessThan(1e-5);
    expectClose(model.loadings.data, expected.loadings, 1e-5 * largest(expected.loadings));
    expect(Math.abs(model.score(X) - expected.score)).toBeLessThan(1e-10 + 1e-12 * Math.abs(expected.score));
    expect(Math.abs(model.logLikelihoods.at(-1)! - model.score(X))).toBeLessThan(
      1e-12 * (1 + Math.abs(expected.score)),
    );
    expectClose(model.posteriorMean(X.slice(0, 3)).data, expected.posteriorMean, 1e-4);
  });
});
