import { describe, expect, it } from "vitest";
import { toRows } from "kl-to-vae/array";
import { DiagonalNormal, Exponential, MultivariateNormal, Normal } from "kl-to-vae/distributions";
import { klDivergence } from "kl-to-vae/divergences";
import { InvalidArgumentError, NonFiniteError, ShapeError, SingularCovarianceError } from "kl-to-vae/errors";
import { elboMonteCarlo, importanceSampling, LinearGaussianModel } from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";
import { oracle, type LinearCase } from "./targets.js";

function modelOf(given: LinearCase): LinearGaussianModel {
  return new LinearGaussianModel({
    ...given,
    prior: new MultivariateNormal(given.priorMean, given.priorCovariance),
  });
}

const cases = oracle.linear.map((given) => ({
  ...given,
  name: `${given.weights.length} observed, ${given.weights[0]!.length} latent`,
}));

describe("LinearGaussianModel", () => {
  it.each(cases)("$name: evidence, posterior and bound agree with SciPy and PyTorch", (given) => {
    const model = modelOf(given);
    const posterior = model.posterior(given.x);
    expect(model.logEvidence(given.x)).toBeCloseTo(given.logEvidence, 10);
    posterior.mean.forEach((m, i) => expect(m).toBeCloseTo(given.posteriorMean[i]!, 10));
    toRows(posterior.covariance).forEach((row, i) =>
      row.forEach((c, j) => expect(c).toBeCloseTo(given.posteriorCovariance[i]![j]!, 10)),
    );
    const q = new MultivariateNormal(given.q.mean, given.q.covariance);
    const ledger = model.evidenceLowerBound(given.x, q);
    expect(ledger.logLikelihood).toBeCloseTo(given.logEvidence, 10);
    expect(ledger.elbo).toBeCloseTo(given.elbo, 9);
    expect(ledger.gap).toBeCloseTo(given.gap, 9);
  });

  it.each(cases)("$name: the books balance for any q, and the gap is 0 at the posterior", (given) => {
    const model = modelOf(given);
    const d = given.priorMean.length;
    const rng = new Rng(d);
    for (let run = 0; run < 20; run++) {
      const q = new DiagonalNormal(
        given.priorMean.map(() => 3 * rng.normal()),
        given.priorMean.map(() => Math.exp(rng.normal())),
      );
      const { logLikelihood, elbo, gap } = model.evidenceLowerBound(given.x, q);
      expect(gap).toBeGreaterThan(0);
      expect(elbo + gap).toBeCloseTo(logLikelihood, 8);
    }
    const { logLikelihood, elbo, gap } = model.evidenceLowerBound(given.x, model.posterior(given.x));
    expect(gap).toBeCloseTo(0, 10);
    expect(elbo).toBeCloseTo(logLikelihood, 10);
  });

  it.each(cases)("$name: Bayes' rule holds at any z", (given) => {
    const model = modelOf(given);
    const z = given.q.mean;
    const rule = model.posterior(given.x).logProb(z) + model.logEvidence(given.x);
    expect(model.logJoint(given.x, z)).toBeCloseTo(rule, 9);
  });

  it("keeps its digits with hardly any noise", () => {
    const model = new LinearGaussianModel({ weights: [[2]], noiseCovariance: [[1e-20]] });
    const posterior = model.posterior([3]);
    expect(posterior.mean[0]).toBeCloseTo(1.5, 12);
    expect(posterior.variance[0]! / 2.5e-21).toBeCloseTo(1, 10);
    const { logLikelihood, elbo, gap } = model.evidenceLowerBound([3], posterior);
    expect(gap).toBeCloseTo(0, 8);
    expect(elbo).toBeCloseTo(logLikelihood, 8);
  });

  it("takes a standard normal prior and no offset by default", () => {
    const model = new LinearGaussianModel({ weights: [[1, 1]], noiseCovariance: [[1]] });
    expect(model.prior.mean).toEqual([0, 0]);
    expect(model.logEvidence([0.5])).toBeCloseTo(new Normal(0, Math.sqrt(3)).logProb(0.5), 12);
  });

  it("refuses shapes that do not fit and covariances that are none", () => {
    const weights = [
      [1, 0],
      [0, 1],
      [1, 1],
    ];
    const noiseCovariance = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const model = new LinearGaussianModel({ weights, noiseCovariance });
    expect(() => new LinearGaussianModel({ weights, noiseCovariance: [[1]] })).toThrow(ShapeError);
    expect(() => new LinearGaussianModel({ weights, noiseCovariance, offset: [1] })).toThrow(ShapeError);
    const short = new DiagonalNormal([0], [1]);
    expect(() => new LinearGaussianModel({ weights, noiseCovariance, prior: short })).toThrow(ShapeError);
    expect(
      () => new LinearGaussianModel({ weights, noiseCovariance, prior: new Normal(0, 1) as never }),
    ).toThrow(InvalidArgumentError);
    expect(() => new LinearGaussianModel({ weights: [[1, Number.NaN]], noiseCovariance: [[1]] })).toThrow(
      NonFiniteError,
    );
    expect(() => new LinearGaussianModel(undefined as never)).toThrow(/pass { weights, noiseCovariance }/);
    expect(() => new LinearGaussianModel({ weights: [[1]], noiseCovariance: [[0]] })).toThrow(
      SingularCovarianceError,
    );
    expect(() => model.logEvidence([1, 2])).toThrow(ShapeError);
    expect(() => model.posterior([1, 2])).toThrow(ShapeError);
    expect(() => model.posterior([1, 2, Number.NaN])).toThrow(InvalidArgumentError);
    expect(() => model.logJoint([1, 2, 3], [1])).toThrow(ShapeError);
    expect(() => model.evidenceLowerBound([1, 2, 3], short)).toThrow(ShapeError);
  });
});

describe("elboMonteCarlo", () => {
  const given = oracle.linear[1]!;
  const model = modelOf(given);
  const logJoint = (z: readonly number[]): number => model.logJoint(given.x, z);
  const q = new MultivariateNormal(given.q.mean, given.q.covariance);

  it.each(["sampled", "closed-form"] as const)(
    "with entropy %s is the closed form within its standard error",
    (entropy) => {
      const { estimate, standardError } = elboMonteCarlo(logJoint, q, {
        samples: 4000,
        rng: new Rng(1),
        entropy,
      });
      expect(Math.abs(estimate - given.elbo)).toBeLessThan(4 * standardError);
    },
  );

  it.each(["sampled", "closed-form"] as const)(
    "with entropy %s has no bias, and a standard error that tells the spread of repetitions",
    (entropy) => {
      const rng = new Rng(2);
      const runs = Array.from({ length: 500 }, () =>
        elboMonteCarlo(logJoint, q, { samples: 40, rng, entropy }),
      );
      const mean = runs.reduce((sum, { estimate }) => sum + estimate / 500, 0);
      const spread = Math.sqrt(runs.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2 / 499, 0));
      const told = Math.sqrt(runs.reduce((sum, run) => sum + run.standardError ** 2 / 500, 0));
      expect(Math.abs(mean - given.elbo)).toBeLessThan((4 * spread) / Math.sqrt(500));
      expect(Math.abs(told / spread - 1)).toBeLessThan(0.15);
    },
  );

  it("has no variance at the posterior when it samples the entropy, and half a nat a coordinate when it does not", () => {
    const options = { samples: 4000, rng: new Rng(3) };
    const posterior = model.posterior(given.x);
    const sampled = elboMonteCarlo(logJoint, posterior, options);
    expect(sampled.estimate).toBeCloseTo(given.logEvidence, 10);
    expect(sampled.variance).toBeLessThan(1e-20);
    const closed = elboMonteCarlo(logJoint, posterior, { ...options, entropy: "closed-form" });
    expect(closed.variance).toBeCloseTo(given.priorMean.length / 2, 0);
  });

  it("varies less with the closed-form entropy where the joint is nearly flat over q", () => {
    const narrow = new Normal(0, 0.01);
    const joint = (z: number): number => new Normal(0, 1).logProb(z);
    const variance = (entropy: "sampled" | "closed-form"): number =>
      elboMonteCarlo(joint, narrow, { samples: 500, rng: new Rng(4), entropy }).variance;
    expect(variance("closed-form")).toBeLessThan(variance("sampled") / 1000);
  });

  it("lies below importance sampling's log evidence by the gap", () => {
    const posterior = model.posterior(given.x);
    const wide = new DiagonalNormal(
      posterior.mean,
      posterior.variance.map((v) => 1.3 * Math.sqrt(v)),
    );
    const elbo = elboMonteCarlo(logJoint, wide, { samples: 20_000, rng: new Rng(5) });
    const { logEvidence, standardError } = importanceSampling({
      logJoint,
      proposal: wide,
      samples: 20_000,
      rng: new Rng(6),
    });
    const gap = klDivergence(wide, posterior);
    expect(Math.abs(logEvidence - elbo.estimate - gap)).toBeLessThan(
      4 * (standardError + elbo.standardError),
    );
  });

  it("is −∞ where q has mass that the joint density has not", () => {
    const half = new Exponential(1);
    const result = elboMonteCarlo((z: number) => half.logProb(z), new Normal(0, 1), {
      samples: 100,
      rng: new Rng(7),
    });
    expect(result).toEqual({ estimate: -Infinity, variance: Infinity, standardError: Infinity });
  });

  it.each(["sampled", "closed-form"] as const)(
    "with entropy %s says where a joint density fails, by no more than the first coordinates",
    (entropy) => {
      const wide = new DiagonalNormal(new Array<number>(50).fill(0), new Array<number>(50).fill(1));
      expect(() => elboMonteCarlo(() => Number.NaN, wide, { samples: 10, rng: new Rng(9), entropy })).toThrow(
        /at z = \[(-?[\d.e-]+, ){6}…\] it is NaN/,
      );
      expect(() =>
        elboMonteCarlo(() => Number.NaN, new Normal(0, 1), { samples: 10, rng: new Rng(9), entropy }),
      ).toThrow(/at z = -?[\d.]+ it is NaN/);
    },
  );

  it("refuses no options, too few samples, no generator, an unknown entropy and a joint density that is NaN or infinite", () => {
    const normal = new Normal(0, 1);
    const options = { samples: 10, rng: new Rng(8) };
    expect(() => elboMonteCarlo(() => 0, normal, { ...options, samples: 1 })).toThrow(InvalidArgumentError);
    expect(() => elboMonteCarlo(() => 0, normal, { ...options, rng: 3 as never })).toThrow(/new Rng/);
    expect(() => elboMonteCarlo(() => 0, normal, undefined as never)).toThrow(InvalidArgumentError);
    expect(() => elboMonteCarlo(() => 0, normal, undefined as never)).toThrow(/pass { samples, rng }/);
    expect(() => elboMonteCarlo(() => 0, normal, { ...options, entropy: "exact" as never })).toThrow(
      InvalidArgumentError,
    );
    for (const entropy of ["sampled", "closed-form"] as const) {
      expect(() => elboMonteCarlo(() => Number.NaN, normal, { ...options, entropy })).toThrow(NonFiniteError);
      expect(() => elboMonteCarlo(() => Infinity, normal, { ...options, entropy })).toThrow(NonFiniteError);
      expect(() => elboMonteCarlo(() => undefined as never, normal, { ...options, entropy })).toThrow(
        NonFiniteError,
      );
    }
  });
});
