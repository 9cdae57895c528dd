import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GaussianMixture, type GaussianMixtureOptions } from "kl-to-vae/mixture";

interface Case {
  data: string;
  options: GaussianMixtureOptions;
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
  scoreSamples: number[];
  predictProba: number[][];
  labelCounts: number[];
}
type Nested = number | Nested[];

const oracle = JSON.parse(
  readFileSync(new URL("../../oracles/gaussian-mixture.json", import.meta.url), "utf8"),
) as { datasets: Record<string, number[][]>; cases: Case[] };

/** Within 1e-6 of the reference, relative to it or absolutely. */
function expectClose(actual: ArrayLike<number>, expected: Nested): void {
  const flat = flatten(expected);
  expect(actual).toHaveLength(flat.length);
  const errors = flat.map((value, i) => Math.abs(actual[i]! - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...errors)).toBeLessThan(1e-6);
}

function flatten(value: Nested): number[] {
  return typeof value === "number" ? [value] : value.flatMap(flatten);
}

describe("GaussianMixture against scikit-learn, from the same start", () => {
  it.each(oracle.cases.map((c) => [c.data, c.options.covarianceType, c.options.nComponents, c] as const))(
    "%s, %s covariances, %i components: parameters, bounds and scores agree",
    (_, __, ___, expected) => {
      const X = oracle.datasets[expected.data]!;
      const gm = new GaussianMixture(expected.options).fit(X);
      expect([gm.nIter, gm.converged]).toEqual([expected.nIter, expected.converged]);
      expectClose(gm.lowerBounds, expected.lowerBounds);
      expect(gm.lowerBound).toBe(gm.lowerBounds.at(-1));
      expectClose(gm.weights, expected.weights);
      expectClose(gm.means.data, expected.means);
      expectClose(gm.covariances.data, expected.covariances);
      expectClose(gm.precisions.data, expected.precisions);
      expectClose([gm.score(X), gm.bic(X), gm.aic(X)], [expected.score, expected.bic, expected.aic]);
      expectClose(gm.scoreSamples(X.slice(0, 4)), expected.scoreSamples);
      expectClose(gm.predictProba(X.slice(0, 4)).data, expected.predictProba);
      const counts = new Array<number>(gm.weights.length).fill(0);
      gm.predict(X).forEach((label) => counts[label]!++);
      expect(counts).toEqual(expected.labelCounts);
    },
  );
});

describe("GaussianMixture on Old Faithful", () => {
  const X = oracle.datasets["old faithful"]!;

  it.each(["kmeans", "k-means++", "random", "random_from_data"] as const)(
    "two components from a %s start reach mclust's maximum, −1130.264 nats in all",
    (initParams) => {
      const gm = new GaussianMixture({
        nComponents: 2,
        initParams,
        nInit: 3,
        tol: 1e-10,
        maxIter: 1000,
        seed: 1,
      });
      gm.fit(X);
      expect(gm.converged).toBe(true);
      expect(X.length * gm.score(X)).toBeCloseTo(-1130.264, 2);
      const short = gm.means.data[0]! < gm.means.data[2]! ? 0 : 1;
      expect(gm.weights[short]).toBeCloseTo(0.3559, 3);
      expect(gm.means.data[2 * short]).toBeCloseTo(2.036, 2);
      expect(gm.means.data[2 * short + 1]).toBeCloseTo(54.48, 1);
    },
  );
});
