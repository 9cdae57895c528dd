import fc from "fast-check";
import { describe, expect, it } from "vitest";
import gammaln from "@stdlib/math-base-special-gammaln";
import { Beta, Dirichlet } from "kl-to-vae/distributions";
import { klDivergence } from "kl-to-vae/divergences";
import {
  BayesianGaussianMixture,
  type BayesianGaussianMixtureOptions,
  type BayesianMixtureParameters,
  type CovarianceType,
  type WeightConcentration,
  type WeightConcentrationPriorType,
} from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { covarianceMatrices } from "./covarianceMatrices.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { normalWishartDivergence } from "./normalWishartDivergence.js";
import { expectClose } from "./expectClose.js";
import { logDeterminant, normalWishartEvidence, type NormalWishart } from "./normalWishartEvidence.js";

const runs = { seed: 11, numRuns: 60 };
const seeds = fc.integer({ min: 0, max: 1e6 });
const priorTypes = fc.constantFrom<WeightConcentrationPriorType>(
  "dirichlet_process",
  "dirichlet_distribution",
);
const positiveRegCovar = fc.double({ min: -8, max: 1, noNaN: true }).map((power) => 10 ** power);
const exact = { regCovar: 0, tol: 1e-12, maxIter: 500, onWarning: () => undefined } as const;

/** Rows in two groups `distance` apart, and a prior that does not depend on them. */
function problem(seed: number, n: number, d: number, covarianceType: CovarianceType, distance = 3) {
  const rng = new Rng(seed);
  const array = <T>(length: number, make: (i: number) => T): T[] => Array.from({ length }, (_, i) => make(i));
  const X = array(n, (i) => array(d, () => rng.normal() + distance * (i % 2)));
  const L = array(d, (i) => array(d, (j) => (j < i ? rng.normal() / 2 : j === i ? 0.5 + rng.uniform() : 0)));
  const full = L.map((a) => L.map((b) => a.reduce((sum, value, l) => sum + value * b[l]!, 0)));
  const variances = full.map((row, i) => row[i]!);
  const covariancePrior = { full, tied: full, diag: variances, spherical: variances[0]! }[covarianceType];
  const scatter = full.map((row, i) =>
    row.map((value, j) => {
      if (covarianceType === "full" || covarianceType === "tied") return value;
      if (i !== j) return 0;
      return covarianceType === "diag" ? value : variances[0]!;
    }),
  );
  const prior: NormalWishart = {
    count: 0.2 + 2 * rng.uniform(),
    mean: array(d, () => rng.normal()),
    degreesOfFreedom: d - 0.5 + 4 * rng.uniform(),
    scatter,
  };
  const options: BayesianGaussianMixtureOptions = {
    ...exact,
    covarianceType,
    meanPrecisionPrior: prior.count,
    meanPrior: prior.mean,
    degreesOfFreedomPrior: prior.degreesOfFreedom,
    covariancePrior,
    weightConcentrationPrior: 0.1 + 2 * rng.uniform(),
  };
  return { X, prior, options };
}

describe("the exact evidence of one Gaussian", () => {
  it("is the product of SciPy's Student-t predictive densities", () => {
    const X = [
      [0.3, -1.2],
      [1.7, 0.4],
      [-0.6, 2.1],
      [2.2, 1.5],
      [0.1, 0.9],
    ];
    const scatter = [
      [1.5, 0.4],
      [0.4, 0.8],
    ];
    const prior = { count: 0.7, mean: [0.5, -0.25], degreesOfFreedom: 3.5, scatter };
    expect(normalWishartEvidence(X, prior).logEvidence).toBeCloseTo(-20.91922696015501, 12);
  });
});

describe("the ELBO of a single component", () => {
  const one = { nComponents: 1, weightConcentrationPriorType: "dirichlet_distribution" } as const;

  it("is ln p(X) where the posterior can be exact: full and tied covariances, and all types in one dimension", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...covarianceTypes),
        (seed, d, type) => {
          const dimensions = type === "full" || type === "tied" ? d : 1;
          const { X, prior, options } = problem(seed, 2 + (seed % 20), dimensions, type);
          const { logEvidence } = normalWishartEvidence(X, prior);
          const { elbo } = new BayesianGaussianMixture({ ...options, ...one }).fit(X);
          expect(Math.abs(elbo - logEvidence)).toBeLessThan(1e-10 * Math.max(1, Math.abs(logEvidence)));
        },
      ),
      runs,
    );
  });

  it.each(["diag", "spherical"] as const)(
    "%s: is less by what it costs to leave the correlations of the exact posterior out",
    (type) => {
      fc.assert(
        fc.property(seeds, fc.integer({ min: 2, max: 4 }), (seed, d) => {
          const { X, prior, options } = problem(seed, 2 + (seed % 20), d, type);
          const { logEvidence, posterior } = normalWishartEvidence(X, prior);
          const { elbo } = new BayesianGaussianMixture({ ...options, ...one }).fit(X);
          const variances = posterior.scatter.map((row, i) => row[i]!);
          const mean = variances.reduce((sum, variance) => sum + variance, 0) / d;
          const nearest = variances.map((variance) => Math.log(type === "diag" ? variance : mean));
          const logRatio = nearest.reduce((sum, log) => sum + log, 0) - logDeterminant(posterior.scatter);
          const gap = (posterior.degreesOfFreedom / 2) * logRatio;
          expect(gap).toBeGreaterThanOrEqual(0);
          expect(Math.abs(elbo + gap - logEvidence)).toBeLessThan(1e-9 * Math.max(1, Math.abs(logEvidence)));
        }),
        runs,
      );
    },
  );

  it("with regCovar is ln p(X) less the divergence of the posterior from the exact one, for all types", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...covarianceTypes),
        positiveRegCovar,
        (seed, d, type, regCovar) => {
          const { X, prior, options } = problem(seed, 2 + (seed % 20), d, type);
          const { logEvidence, posterior } = normalWishartEvidence(X, prior);
          const model = new BayesianGaussianMixture({ ...options, ...one, regCovar }).fit(X);
          const divergence = normalWishartDivergence(posteriors(model.parameters)[0]!, posterior);
          expectClose([model.elbo], [logEvidence - divergence], 1e-9);
        },
      ),
      runs,
    );
  });

  it("with the default regCovar comes near ln p(X) of data of small scale", () => {
    const rng = new Rng(2);
    const X = Array.from({ length: 1000 }, () => [0.01 * rng.normal()]);
    const { elbo, prior } = new BayesianGaussianMixture(one).fit(X);
    const { logEvidence } = normalWishartEvidence(X, {
      count: prior.meanPrecision,
      mean: [...prior.mean],
      degreesOfFreedom: prior.degreesOfFreedom,
      scatter: [[...prior.covariance.data]],
    });
    expect(elbo).toBeLessThan(logEvidence);
    expect(logEvidence - elbo).toBeLessThan(0.05);
  });

  it("of a Dirichlet process pays for holding all data on the first stick", () => {
    const { X, prior, options } = problem(3, 9, 2, "full");
    const alpha = options.weightConcentrationPrior!;
    const { elbo } = new BayesianGaussianMixture({ ...options, nComponents: 1 }).fit(X);
    const logShare = gammaln(1 + X.length) + gammaln(1 + alpha) - gammaln(1 + X.length + alpha);
    expect(elbo).toBeCloseTo(normalWishartEvidence(X, prior).logEvidence + logShare, 9);
  });
});

describe("the ELBO of several components", () => {
  it("is below ln p(X), summed over all assignments of seven points to components", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom(...covarianceTypes),
        priorTypes,
        fc.integer({ min: 1, max: 3 }),
        fc.oneof(fc.constant(0), positiveRegCovar),
        (seed, type, weightConcentrationPriorType, nComponents, regCovar) => {
          const { X, prior, options } = problem(seed, 7, 1 + (seed % 2), type);
          const model = { ...options, nComponents, weightConcentrationPriorType, regCovar, seed };
          const logEvidence = exactLogEvidence(X, prior, model);
          for (const { elbo } of new BayesianGaussianMixture(model).iterate(X)) {
            expect(elbo).toBeLessThan(logEvidence + 1e-9);
          }
        },
      ),
      runs,
    );
  });

  it("is what its definition gives, with any regCovar: the expected log-joint, less the divergence from the prior", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(...covarianceTypes),
        priorTypes,
        fc.integer({ min: 1, max: 4 }),
        fc.oneof(fc.constant(0), positiveRegCovar),
        (seed, d, type, weightConcentrationPriorType, nComponents, regCovar) => {
          const { X, prior, options } = problem(seed, 5 + (seed % 20), d, type);
          const alpha = options.weightConcentrationPrior!;
          const given = { ...options, nComponents, weightConcentrationPriorType, regCovar, seed, maxIter: 5 };
          const model = new BayesianGaussianMixture(given);
          for (const step of model.iterate(X)) {
            const ofWeights = weightDivergence(step.weightConcentration, alpha);
            const divergence = posteriors(step).reduce(
              (sum, posterior) => sum + normalWishartDivergence(posterior, prior),
              ofWeights,
            );
            const ofAssignments = expectedLogRatio(model, X, step.responsibilities.data);
            expectClose([step.elbo], [ofAssignments - divergence], 1e-9);
            expect(model.elbo).toBe(step.elbo);
          }
        },
      ),
      runs,
    );
  });

  it("comes near where the groups are far apart: what is missing is that the other labelling was as good", () => {
    const { X, prior, options } = problem(5, 8, 2, "full", 40);
    const model = {
      ...options,
      nComponents: 2,
      weightConcentrationPriorType: "dirichlet_distribution",
    } as const;
    const gap = exactLogEvidence(X, prior, model) - new BayesianGaussianMixture(model).fit(X).elbo;
    expect(Math.abs(gap - Math.LN2)).toBeLessThan(0.01);
  });

  it("of a Dirichlet process lacks that the groups could have been on any two sticks", () => {
    const { X, prior, options } = problem(5, 8, 2, "full", 40);
    const alpha = 1e-3;
    const process = {
      weightConcentrationPriorType: "dirichlet_process",
      weightConcentrationPrior: alpha,
    } as const;
    const model = { ...options, ...process, nComponents: 2 };
    const gap = exactLogEvidence(X, prior, model) - new BayesianGaussianMixture(model).fit(X).elbo;
    const logBeta = (a: number, b: number): number => gammaln(a) + gammaln(b) - gammaln(a + b);
    const onFirstTwo = logBeta(5, 4 + alpha) + logBeta(5, alpha) - 2 * logBeta(1, alpha);
    const onAnyTwo = 2 * (Math.log(alpha) + gammaln(4)) + gammaln(alpha) - gammaln(alpha + 8);
    expect(Math.abs(gap - (onAnyTwo - onFirstTwo))).toBeLessThan(0.01);
  });
});

/** The posterior of each component's mean and precision. */
function posteriors(parameters: BayesianMixtureParameters): NormalWishart[] {
  const { covarianceType, covariances, means, meanPrecision, degreesOfFreedom } = parameters;
  const [K, d] = means.shape as [number, number];
  return covarianceMatrices(covarianceType, covariances, K, d).map((matrix, k) => ({
    count: meanPrecision[k]!,
    mean: [...means.data.subarray(k * d, (k + 1) * d)],
    degreesOfFreedom: degreesOfFreedom[k]!,
    scatter: matrix.map((row) => row.map((value) => degreesOfFreedom[k]! * value)),
  }));
}

/** KL of the posterior of the weights from a prior of this concentration. */
function weightDivergence(concentration: WeightConcentration, alpha: number): number {
  if (!(concentration instanceof Float64Array)) {
    const { a, b } = concentration;
    const prior = new Beta(1, alpha);
    return a.reduce((sum, own, k) => sum + klDivergence(new Beta(own, b[k]!), prior), 0);
  }
  if (concentration.length === 1) return 0;
  return klDivergence(new Dirichlet([...concentration]), new Dirichlet([...concentration].fill(alpha)));
}

/** E[ln p(X, Z | parameters) − ln q(Z)] under responsibilities q(Z) and a model's posterior of the parameters. */
function expectedLogRatio(model: BayesianGaussianMixture, X: number[][], q: Float64Array): number {
  const { data: next } = model.predictProba(X);
  const logNormalizers = model.scoreSamples(X);
  return q.reduce((sum, r, i) => {
    if (r === 0) return sum;
    const logJoint = Math.log(next[i]!) + logNormalizers[Math.floor((i * X.length) / q.length)]!;
    return sum + r * (logJoint - Math.log(r));
  }, 0);
}

type Model = Required<
  Pick<BayesianGaussianMixtureOptions, "nComponents" | "weightConcentrationPriorType">
> & { readonly weightConcentrationPrior?: number };

/**
 * ln Σ p(X, z) over all assignments z, the weights integrated out: to K components, or to as many as a Dirichlet process makes, whose
 * partitions are those of the Chinese restaurant.
 */
function exactLogEvidence(X: readonly (readonly number[])[], prior: NormalWishart, model: Model): number {
  const alpha = model.weightConcentrationPrior!;
  const K = model.nComponents;
  const ofGroup = new Map<string, number>();
  const isProcess = model.weightConcentrationPriorType === "dirichlet_process";
  const assignments = isProcess ? partitions(X.length) : words(X.length, K);
  const terms = assignments.map((z) => {
    const groups = [...new Set(z)].map((k) => z.flatMap((label, i) => (label === k ? [i] : [])));
    const sizes = groups.map((group) => group.length);
    return logPrior(sizes) + groups.reduce((sum, group) => sum + groupEvidence(group), 0);
  });
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));

  function logPrior(sizes: number[]): number {
    if (isProcess) {
      const first = sizes.length * Math.log(alpha) + gammaln(alpha) - gammaln(alpha + X.length);
      return sizes.reduce((sum, size) => sum + gammaln(size), first);
    }
    const first = gammaln(K * alpha) - gammaln(K * alpha + X.length);
    return sizes.reduce((sum, size) => sum + gammaln(alpha + size) - gammaln(alpha), first);
  }

  function groupEvidence(group: number[]): number {
    const key = group.join();
    const rows = group.map((i) => X[i]!);
    if (!ofGroup.has(key)) ofGroup.set(key, normalWishartEvidence(rows, prior).logEvidence);
    return ofGroup.get(key)!;
  }
}

/** All words of n letters 0 … K − 1. */
function words(n: number, K: number): number[][] {
  if (n === 0) return [[]];
  return words(n - 1, K).flatMap((word) => Array.from({ length: K }, (_, k) => [...word, k]));
}

/** All partitions of n things, each thing labelled with its part, in order of appearance. */
function partitions(n: number): number[][] {
  if (n === 0) return [[]];
  return partitions(n - 1).flatMap((z) =>
    Array.from({ length: Math.max(-1, ...z) + 2 }, (_, k) => [...z, k]),
  );
}
