import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DiagonalNormal, MultivariateNormal } from "kl-to-vae/distributions";
import { klDivergence } from "kl-to-vae/divergences";
import {
  LinearGaussianModel,
  meanFieldGaussian,
  variationalInference,
  variationalInferenceSteps,
  type VariationalStep,
} from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";
import { normalTarget, randomNormalTarget } from "./normalTarget.js";
import { oracle, targetOf } from "./targets.js";

const logistic = targetOf(oracle.targets[0]!);
const tilted = normalTarget(
  [1, -2],
  [
    [1, 0.6],
    [0.6, 2],
  ],
);

describe("variationalInference on a normal target", () => {
  it.each([
    { d: 1, spread: 1 },
    { d: 2, spread: 1000 },
    { d: 5, spread: 1 },
    { d: 5, spread: 100 },
    { d: 20, spread: 10 },
  ])(
    "full-rank with a gradient is exact to rounding, d = $d, standard deviations from 1/$spread to $spread",
    ({ d, spread }) => {
      const { normal, logDensity, gradient } = randomNormalTarget(d, d, spread);
      const result = variationalInference(logDensity, {
        dimension: d,
        family: "full-rank",
        gradient,
        rng: new Rng(1),
      });
      expect(result.converged).toBe(true);
      expect(result.warnings).toEqual([]);
      expect(klDivergence(result.approximation, normal)).toBeLessThan(1e-12);
      result.approximation.covariance.data.forEach((value, k) => {
        const scale = Math.sqrt(normal.variance[Math.floor(k / d)]! * normal.variance[k % d]!);
        expect(Math.abs(value - normal.covariance.data[k]!)).toBeLessThan(1e-9 * scale);
      });
      expect(Math.abs(result.elbo)).toBeLessThan(1e-9);
    },
  );

  it.each([1, 3, 6])("full-rank without a gradient is as exact, d = %i", (d) => {
    const { normal, logDensity } = randomNormalTarget(d, d + 40, 10);
    const { approximation, converged } = variationalInference(logDensity, {
      dimension: d,
      family: "full-rank",
      rng: new Rng(2),
    });
    expect(converged).toBe(true);
    expect(klDivergence(approximation, normal)).toBeLessThan(1e-10);
  });

  it.each(["reparameterized", "score-function"] as const)(
    "mean-field (%s) finds 1 / Λᵢᵢ and the mean, as coordinate ascent does",
    (estimator) => {
      const target = randomNormalTarget(4, 11, 5);
      const { approximation } = variationalInference(target.logDensity, {
        dimension: 4,
        gradient: target.gradient,
        estimator,
        rng: new Rng(3),
      });
      const exact = meanFieldGaussian(target.normal, { maxSweeps: 1000 });
      approximation.variance.forEach((variance, i) => {
        expect(Math.abs(variance / exact.variance[i]! - 1)).toBeLessThan(0.05);
        const off = approximation.mean[i]! - exact.mean[i]!;
        expect(Math.abs(off)).toBeLessThan(0.15 * Math.sqrt(exact.variance[i]!));
      });
      expect(klDivergence(approximation, target.normal)).toBeLessThan(exact.klDivergence + 0.005);
    },
  );

  it("mean-field is exact for independent coordinates", () => {
    const { normal, logDensity, gradient } = normalTarget(
      [3, -5, 0],
      [
        [4, 0, 0],
        [0, 1e-6, 0],
        [0, 0, 1e6],
      ],
    );
    const { approximation } = variationalInference(logDensity, {
      dimension: 3,
      gradient,
      rng: new Rng(4),
    });
    expect(klDivergence(approximation, normal)).toBeLessThan(1e-12);
  });

  it.each([
    { name: "far off", start: { mean: [1e4, -1e4] } },
    { name: "far too wide", start: { sd: [1e5, 1e5] } },
    { name: "far too narrow", start: { sd: [1e-5, 1e-5] } },
    {
      name: "with a covariance",
      start: {
        covariance: [
          [2, -1],
          [-1, 3],
        ],
      },
    },
    { name: "from another normal", start: new DiagonalNormal([5, 5], [2, 0.1]) },
  ])("arrives from a start that is $name", ({ start }) => {
    const { approximation } = variationalInference(tilted.logDensity, {
      dimension: 2,
      family: "full-rank",
      gradient: tilted.gradient,
      start,
      rng: new Rng(5),
    });
    expect(klDivergence(approximation, tilted.normal)).toBeLessThan(1e-12);
  });

  it("finds the posterior and the evidence of a linear-Gaussian model", () => {
    const model = new LinearGaussianModel({
      weights: [
        [1, 0.5],
        [0.2, -1],
        [1, 1],
      ],
      noiseCovariance: [
        [0.5, 0.1, 0],
        [0.1, 0.4, 0],
        [0, 0, 1],
      ],
    });
    const x = [1.2, -0.3, 2];
    const { approximation, elbo } = variationalInference((z) => model.logJoint(x, z), {
      dimension: 2,
      family: "full-rank",
      rng: new Rng(6),
    });
    expect(klDivergence(approximation, model.posterior(x))).toBeLessThan(1e-10);
    expect(elbo).toBeCloseTo(model.logEvidence(x), 8);
  });
});

describe("variationalInference", () => {
  it("is the same with the same seed, and another with another", () => {
    const run = (seed: number): readonly number[] =>
      variationalInference(logistic.logDensity, {
        dimension: 2,
        gradient: logistic.gradient,
        steps: 50,
        rng: new Rng(seed),
      }).elbos;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it.each(["mean-field", "full-rank"] as const)(
    "%s moves with the target when that is shifted, scaled or raised by a constant",
    (family) => {
      fc.assert(
        fc.property(
          fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })),
          fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })),
          fc.integer({ min: -1000, max: 1000 }),
          (shift, exponents, constant) => {
            const scale = exponents.map((e) => 2 ** e);
            const base = (z: readonly number[]): number[] => z.map((v, i) => (v - shift[i]!) / scale[i]!);
            const options = { dimension: 2, family, steps: 40, samples: 8 };
            const plain = variationalInference(logistic.logDensity, {
              ...options,
              gradient: logistic.gradient,
              rng: new Rng(8),
            });
            const moved = variationalInference((z) => logistic.logDensity(base(z)) + constant, {
              ...options,
              gradient: (z) => logistic.gradient(base(z)).map((slope, i) => slope / scale[i]!),
              start: { mean: shift, sd: scale },
              rng: new Rng(8),
            });
            moved.approximation.mean.forEach((mean, i) => {
              const expected = shift[i]! + scale[i]! * plain.approximation.mean[i]!;
              expect(Math.abs(mean - expected)).toBeLessThan(1e-6 * scale[i]!);
              const ratio = moved.approximation.variance[i]! / plain.approximation.variance[i]!;
              expect(Math.abs(ratio / scale[i]! ** 2 - 1)).toBeLessThan(1e-6);
            });
            const logVolume = Math.log(scale[0]! * scale[1]!);
            expect(Math.abs(moved.elbo - plain.elbo - constant - logVolume)).toBeLessThan(1e-6);
          },
        ),
        { seed: 9, numRuns: 25 },
      );
    },
  );

  it("full-rank does not mind coordinates that are mixed by a triangular matrix", () => {
    const mix = ([a, b]: readonly number[]): number[] => [a! / 3, b! - 5 * a!];
    const plain = variationalInference(logistic.logDensity, {
      dimension: 2,
      family: "full-rank",
      gradient: logistic.gradient,
      steps: 60,
      rng: new Rng(10),
    });
    const mixed = variationalInference((z) => logistic.logDensity(mix(z)), {
      dimension: 2,
      family: "full-rank",
      gradient: (z) => {
        const [da, db] = logistic.gradient(mix(z));
        return [da! / 3 - 5 * db!, db!];
      },
      start: {
        covariance: [
          [9, 45],
          [45, 226],
        ],
      },
      steps: 60,
      rng: new Rng(10),
    });
    expect(mixed.approximation.mean[0]).toBeCloseTo(3 * plain.approximation.mean[0]!, 6);
    expect(mixed.elbo).toBeCloseTo(plain.elbo + Math.log(3), 6);
  });

  it("the ELBO is never above the log evidence, beyond its error, wherever a climb is stopped", () => {
    for (const target of oracle.targets) {
      const { logDensity, gradient } = targetOf(target);
      for (const steps of [1, 5, 25, 100]) {
        const { elbo, standardError } = variationalInference(logDensity, {
          dimension: 2,
          family: "full-rank",
          gradient,
          steps,
          rng: new Rng(steps),
        });
        expect(elbo).toBeLessThan(target.logEvidence + 5 * standardError);
      }
    }
  });

  it("settles on one mode of two, and the evidence it misses is ln 2", () => {
    const logDensity = ([z]: readonly number[]): number =>
      Math.log(0.5 * Math.exp(-0.5 * (z! - 8) ** 2) + 0.5 * Math.exp(-0.5 * (z! + 8) ** 2)) -
      0.5 * Math.log(2 * Math.PI);
    const { approximation, elbo, standardError } = variationalInference(logDensity, {
      dimension: 1,
      start: { mean: [5] },
      rng: new Rng(11),
    });
    expect(approximation.mean[0]).toBeCloseTo(8, 3);
    expect(Math.abs(elbo + Math.LN2)).toBeLessThan(4 * standardError + 1e-6);
  });

  it("ends early where the ELBO stands still, and says so", () => {
    const { elbos, converged } = variationalInference(tilted.logDensity, {
      dimension: 2,
      family: "full-rank",
      gradient: tilted.gradient,
      rng: new Rng(12),
    });
    expect(converged).toBe(true);
    expect(elbos.length).toBeLessThan(1000);
    expect(elbos.at(-1)).toBeCloseTo(0, 8);
  });

  it("says when it took too few steps, or was still rising", () => {
    const run = (steps: number, window: number): ReturnType<typeof variationalInference> =>
      variationalInference(tilted.logDensity, {
        dimension: 2,
        gradient: tilted.gradient,
        start: { mean: [3000, 0] },
        learningRate: 0.05,
        steps,
        window,
        rng: new Rng(13),
      });
    expect(run(8, 5).converged).toBe(false);
    expect(run(8, 5).warnings[0]).toMatch(/8 steps are fewer than two windows/);
    expect(run(40, 10).converged).toBe(false);
    expect(run(40, 10).warnings[0]).toMatch(/still rising/);
  });

  it("warns of a gradient that is not the log density's", () => {
    const forgetsPrior = variationalInference(tilted.logDensity, {
      dimension: 2,
      gradient: (z) => tilted.gradient(z).map((slope) => slope - 1),
      rng: new Rng(14),
    });
    expect(forgetsPrior.warnings.join()).toMatch(/does not look like the gradient/);
    const downhill = variationalInference(tilted.logDensity, {
      dimension: 2,
      gradient: (z) => tilted.gradient(z).map((slope) => -slope),
      steps: 200,
      rng: new Rng(14),
    });
    expect(downhill.converged).toBe(false);
    expect(downhill.warnings.join()).toMatch(/falling/);
  });

  it("warns where the target has far heavier tails than q", () => {
    const cauchy = variationalInference(([z]) => -Math.log1p(z! ** 2), { dimension: 1, rng: new Rng(15) });
    expect(cauchy.paretoK).toBeGreaterThan(0.7);
    expect(cauchy.warnings.join()).toMatch(/Pareto shape/);
  });

  it("fits a Pareto shape to 21 fresh draws, and to 20 none", () => {
    const run = (elboSamples: number): object =>
      variationalInference(([z]) => -Math.log1p(z! ** 2), { dimension: 1, elboSamples, rng: new Rng(16) });
    expect(run(21)).toHaveProperty("paretoK");
    expect(run(20)).not.toHaveProperty("paretoK");
  });

  it("runs with a thousand coordinates in the mean field", () => {
    const target = (z: readonly number[]): number =>
      z.reduce((sum, v, i) => sum - 0.5 * (v - (i % 7)) ** 2, 0);
    const { approximation } = variationalInference(target, {
      dimension: 1000,
      gradient: (z) => z.map((v, i) => (i % 7) - v),
      steps: 200,
      samples: 4,
      learningRate: 0.3,
      elboSamples: 30,
      rng: new Rng(16),
    });
    approximation.mean.forEach((mean, i) => expect(mean).toBeCloseTo(i % 7, 2));
  });
});

describe("variationalInferenceSteps", () => {
  const options = { dimension: 2, family: "full-rank", gradient: logistic.gradient, steps: 30 } as const;

  it("gives each step, and in the end what variationalInference gives", () => {
    const seen: number[] = [];
    const result = variationalInference(logistic.logDensity, {
      ...options,
      rng: new Rng(17),
      onStep: ({ elbo }) => seen.push(elbo),
    });
    const steps = variationalInferenceSteps(logistic.logDensity, { ...options, rng: new Rng(17) });
    const yielded: VariationalStep<"full-rank">[] = [];
    let turn = steps.next();
    for (; !turn.done; turn = steps.next()) yielded.push(turn.value);
    expect(yielded.map(({ elbo }) => elbo)).toEqual(seen);
    expect(seen).toEqual(result.elbos);
    expect(yielded.map(({ step }) => step)).toEqual(seen.map((_, i) => i + 1));
    expect(turn.value).toEqual(result);
  });

  it("can be left at any step, whose q stays what it was then", () => {
    const kept: VariationalStep<"full-rank">[] = [];
    for (const step of variationalInferenceSteps(logistic.logDensity, { ...options, rng: new Rng(18) })) {
      kept.push(step);
      if (step.step === 10) break;
    }
    expect(kept).toHaveLength(10);
    expect(kept[0]!.approximation).toBeInstanceOf(MultivariateNormal);
    expect(kept[0]!.approximation.mean).not.toEqual(kept[9]!.approximation.mean);
  });
});
