import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BayesianGaussianMixture,
  type BayesianGaussianMixtureOptions,
  type CovarianceType,
  type WeightConcentrationPriorType,
} from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";
import { covarianceMatrices } from "./covarianceMatrices.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";
import { firstResponsibilities } from "./formulaData.js";

/*
 * Ten iterations from given responsibilities. Rounding is not enlarged much on the way: 1e-8 leaves a factor of a thousand and more,
 * also for data that have lost three digits by a shift.
 */
const tolerance = 1e-8;
const n = 90;
const runs = { seed: 8, numRuns: 60 };

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  d: fc.integer({ min: 1, max: 4 }),
  nComponents: fc.integer({ min: 1, max: 4 }),
  regCovar: fc.constantFrom(0, 1e-6, 0.1),
  covarianceType: fc.constantFrom(...covarianceTypes),
  weightConcentrationPriorType: fc.constantFrom<WeightConcentrationPriorType>(
    "dirichlet_process",
    "dirichlet_distribution",
  ),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function check(property: (given: Settings) => void): void {
  fc.assert(fc.property(settings, property), runs);
}

function problem({ seed, d, ...given }: Settings): {
  X: number[][];
  options: BayesianGaussianMixtureOptions;
} {
  const responsibilitiesInit = firstResponsibilities(n, given.nComponents, seed);
  const options = { ...given, responsibilitiesInit, tol: 0, maxIter: 10, onWarning: () => undefined };
  return { X: blobs({ seed, n, d, spread: 5 }), options };
}

function fit(X: number[][], options: BayesianGaussianMixtureOptions): BayesianGaussianMixture {
  return new BayesianGaussianMixture(options).fit(X);
}

function matrices({ covarianceType, covariances, means }: BayesianGaussianMixture): number[][][] {
  return covarianceMatrices(covarianceType, covariances, ...(means.shape as [number, number]));
}

describe("a fit from given responsibilities", () => {
  it("does not depend on the order of the rows", () => {
    check((given) => {
      const { X, options } = problem(given);
      const order = new Rng(given.seed).permutation(n);
      const a = fit(X, options);
      const rows = options.responsibilitiesInit as number[][];
      const b = fit(
        order.map((row) => X[row]!),
        { ...options, responsibilitiesInit: order.map((row) => rows[row]!) },
      );
      expectClose(b.weights, a.weights, tolerance);
      expectClose(b.means.data, a.means.data, tolerance);
      expectClose(b.covariances.data, a.covariances.data, tolerance);
      expectClose(b.lowerBounds, a.lowerBounds, tolerance);
      expectClose([b.elbo], [a.elbo], tolerance);
    });
  });

  it("moves with the data, whether the prior's mean is theirs or moves with them", () => {
    check((given) => {
      const { X, options } = problem(given);
      const rng = new Rng(given.seed);
      const shift = X[0]!.map(() => 1000 * (rng.uniform() - 0.5));
      const move = (row: readonly number[]): number[] => row.map((value, j) => value + shift[j]!);
      const meanPrior = X[0]!.map(() => rng.normal());
      for (const [own, moved] of [
        [{}, {}],
        [{ meanPrior }, { meanPrior: move(meanPrior) }],
      ]) {
        const a = fit(X, { ...options, ...own });
        const b = fit(X.map(move), { ...options, ...moved });
        expectClose(b.weights, a.weights, tolerance);
        expectClose(
          b.means.data.map((value, i) => value - shift[i % given.d]!),
          a.means.data,
          tolerance,
        );
        expectClose(b.covariances.data, a.covariances.data, tolerance);
        expectClose([b.elbo, ...b.lowerBounds], [a.elbo, ...a.lowerBounds], tolerance);
      }
    });
  });

  it("scales with the data, and the ELBO falls by n d ln s", () => {
    check((given) => {
      const { X, options } = problem(given);
      const s = 10 ** (8 * new Rng(given.seed).uniform() - 4);
      const a = fit(X, options);
      const scaled = { ...options, regCovar: given.regCovar * s * s };
      const b = fit(
        X.map((row) => row.map((value) => s * value)),
        scaled,
      );
      expectClose(b.weights, a.weights, tolerance);
      expectClose(
        b.means.data.map((value) => value / s),
        a.means.data,
        tolerance,
      );
      expectClose(
        b.covariances.data.map((value) => value / s / s),
        a.covariances.data,
        tolerance,
      );
      expectClose([b.elbo + n * given.d * Math.log(s)], [a.elbo], tolerance);
    });
  });

  it("permutes with its components, where the weights' prior is symmetric", () => {
    check((given) => {
      const { X, options } = problem({ ...given, weightConcentrationPriorType: "dirichlet_distribution" });
      const order = new Rng(given.seed).permutation(given.nComponents);
      const pick = <T>(values: readonly T[]): T[] => order.map((k) => values[k]!);
      const a = fit(X, options);
      const rows = options.responsibilitiesInit as number[][];
      const b = fit(X, { ...options, responsibilitiesInit: rows.map(pick) });
      const means = (model: BayesianGaussianMixture): number[][] =>
        Array.from({ length: given.nComponents }, (_, k) => [
          ...model.means.data.slice(k * given.d, (k + 1) * given.d),
        ]);
      expectClose(b.weights, pick([...a.weights]), tolerance);
      expectClose(means(b).flat(), pick(means(a)), tolerance);
      expectClose(matrices(b).flat(2), pick(matrices(a)), tolerance);
      expectClose([b.elbo, ...b.lowerBounds], [a.elbo, ...a.lowerBounds], tolerance);
    });
  });

  it.each<CovarianceType>(["full", "tied"])("%s: scales with each column on its own", (covarianceType) => {
    check((given) => {
      const { X, options } = problem({ ...given, covarianceType, regCovar: 0 });
      const rng = new Rng(given.seed);
      const scales = X[0]!.map(() => 10 ** (4 * rng.uniform() - 2));
      const a = fit(X, options);
      const b = fit(
        X.map((row) => row.map((value, j) => scales[j]! * value)),
        options,
      );
      expectClose(b.weights, a.weights, tolerance);
      expectClose(
        b.means.data.map((value, i) => value / scales[i % given.d]!),
        a.means.data,
        tolerance,
      );
      const logScales = scales.reduce((sum, scale) => sum + Math.log(scale), 0);
      expectClose([b.elbo + n * logScales], [a.elbo], tolerance);
    });
  });
});

describe("a seed", () => {
  const X = blobs({ n: 60, spread: 2 });
  const options = {
    nComponents: 4,
    initParams: "random",
    nInit: 2,
    maxIter: 5,
    onWarning: () => undefined,
  } as const;

  it("gives the same fit again, and another one another", () => {
    const fitWith = (seed: number): BayesianGaussianMixture => fit(X, { ...options, seed });
    expect(fitWith(3).parameters).toEqual(fitWith(3).parameters);
    expect(fitWith(3).parameters).not.toEqual(fitWith(4).parameters);
  });
});
