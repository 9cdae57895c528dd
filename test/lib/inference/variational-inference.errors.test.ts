import { describe, expect, it } from "vitest";
import { Exponential } from "kl-to-vae/distributions";
import { InvalidArgumentError, NonFiniteError, ShapeError, SingularCovarianceError } from "kl-to-vae/errors";
import {
  variationalInference,
  variationalInferenceSteps,
  type VariationalOptions,
} from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";

const bowl = (z: readonly number[]): number => -0.5 * z.reduce((sum, v) => sum + v * v, 0);
const downhill = (z: readonly number[]): number[] => z.map((v) => -v);

function run(
  logDensity: (z: readonly number[]) => number,
  options: Partial<VariationalOptions> = {},
): () => unknown {
  return () =>
    variationalInference<"mean-field" | "full-rank">(logDensity, {
      dimension: 2,
      steps: 100,
      rng: new Rng(1),
      ...options,
    });
}

describe("variationalInference refuses", () => {
  it.each([
    ["no coordinates", { dimension: 0 }, /dimension must be an integer of at least 1, but it is 0/],
    ["half a coordinate", { dimension: 1.5 }, /dimension/],
    ["no steps", { steps: 0 }, /steps/],
    ["one draw a step", { samples: 1 }, /samples/],
    ["a learning rate of 0", { learningRate: 0 }, /learningRate must be above 0 and at most 1/],
    ["a learning rate above 1", { learningRate: 2 }, /learningRate/],
    ["a learning rate of NaN", { learningRate: Number.NaN }, /learningRate/],
    ["a negative decay", { decay: -1 }, /decay must be from 0 and at most 1/],
    ["a window of one step", { window: 1 }, /window/],
    ["a tol below 0", { tol: -1 }, /tol must be a finite number of at least 0/],
    ["a single draw for the ELBO", { elboSamples: 1 }, /elboSamples/],
    ["an unknown family", { family: "fullrank" as never }, /family must be "mean-field" or "full-rank"/],
    ["an unknown estimator", { estimator: "reinforce" as never }, /estimator must be/],
    ["paths without a gradient", { estimator: "reparameterized" as const }, /needs gradient/],
    ["a gradient that is no function", { gradient: [1, 2] as never }, /gradient must be a function/],
    ["an onStep that is no function", { onStep: 5 as never }, /onStep must be a function, but it is 5/],
    ["a start that is null", { start: null as never }, /start must be an object with mean.*but it is null/],
    ["a start that is text", { start: "here" as never }, /start must be an object.*but it is "here"/],
    ["a start whose mean is a number", { start: { mean: 5 as never } }, /start.mean must be an array/],
    ["no generator", { rng: undefined as never }, /pass new Rng/],
    [
      "a start that is not finite",
      { start: { mean: [0, Number.NaN] } },
      /start.mean must be finite, but element 1/,
    ],
    ["a start without spread", { start: { sd: [1, 0] } }, /start.sd must be positive/],
    [
      "two spreads",
      {
        start: {
          sd: [1, 1],
          covariance: [
            [1, 0],
            [0, 1],
          ],
        },
      },
      /either sd or covariance/,
    ],
  ] as const)("%s", (_, options, message) => {
    expect(run(bowl, options)).toThrow(InvalidArgumentError);
    expect(run(bowl, options)).toThrow(message);
  });

  it("no options, by the names of those it needs", () => {
    for (const start of [variationalInference, variationalInferenceSteps]) {
      expect(() => start(bowl, undefined as never)).toThrow(InvalidArgumentError);
      expect(() => start(bowl, undefined as never)).toThrow(/pass { dimension, rng }, not undefined/);
    }
  });

  it("a log density that is no function", () => {
    expect(run(3 as never)).toThrow(InvalidArgumentError);
  });

  it("a start of another dimension, or with a singular covariance", () => {
    expect(run(bowl, { start: { mean: [1] } })).toThrow(ShapeError);
    expect(run(bowl, { start: { sd: [1, 1, 1] } })).toThrow(ShapeError);
    expect(run(bowl, { start: { covariance: [[1]] } })).toThrow(ShapeError);
    const flat = [
      [1, 1],
      [1, 1],
    ];
    expect(run(bowl, { start: { covariance: flat } })).toThrow(SingularCovarianceError);
  });

  it("bad options before the first step is asked for", () => {
    expect(() => variationalInferenceSteps(bowl, { dimension: 0, rng: new Rng(1) })).toThrow(
      InvalidArgumentError,
    );
  });

  it("a log density that is not finite, and says where", () => {
    expect(run(() => Number.NaN)).toThrow(NonFiniteError);
    expect(run(() => Number.NaN)).toThrow(/at z = \[-?[\d.]+, -?[\d.]+\] it is NaN/);
    expect(run(() => Infinity)).toThrow(/it is Infinity/);
    expect(run(() => undefined as never)).toThrow(/it is undefined/);
    expect(run(() => "3" as never)).toThrow(/it is "3"/);
  });

  it("a density on half the line, and says how to transform it", () => {
    const exponential = new Exponential(2);
    expect(run(([theta]) => exponential.logProb(theta!), { dimension: 1 })).toThrow(/θ > 0 take z = ln θ/);
    // As told: θ = exp z, with ln |dθ/dz| = z.
    const { elbo, standardError } = variationalInference(([z]) => exponential.logProb(Math.exp(z!)) + z!, {
      dimension: 1,
      rng: new Rng(2),
    });
    expect(elbo).toBeLessThan(4 * standardError);
    expect(elbo).toBeGreaterThan(-0.2);
  });

  it("a gradient of the wrong length or with NaN, and says which", () => {
    expect(run(bowl, { gradient: () => [1] })).toThrow(ShapeError);
    expect(run(bowl, { gradient: () => [1] })).toThrow(/must have 2 elements, as many as z, but has 1/);
    expect(run(bowl, { gradient: () => undefined as never })).toThrow(/has none/);
    expect(run(bowl, { gradient: () => [1, Number.NaN] })).toThrow(/its element 1 is NaN/);
    expect(run(bowl, { gradient: () => [1, Number.NaN] })).toThrow(NonFiniteError);
  });

  it.each(["mean-field", "full-rank"] as const)("a density without a finite integral (%s)", (family) => {
    expect(run(() => 0, { family, gradient: () => [0, 0], steps: 5000 })).toThrow(/no finite integral/);
    expect(run(() => 0, { family, steps: 5000 })).toThrow(NonFiniteError);
  });

  it("a target that ties coordinates together to rounding", () => {
    const tied = ([a, b]: readonly number[]): number => -0.5 * a! ** 2 - 0.5e20 * (a! - b!) ** 2;
    const gradient = ([a, b]: readonly number[]): number[] => [-a! - 1e20 * (a! - b!), 1e20 * (a! - b!)];
    expect(run(tied, { family: "full-rank", gradient, steps: 2000 })).toThrow(SingularCovarianceError);
  });

  it("nothing it can do: errors of the log density itself come through", () => {
    const broken = (): number => {
      throw new RangeError("mine");
    };
    expect(run(broken)).toThrow(RangeError);
  });
});

it("takes any gradient that is array-like", () => {
  const { approximation } = variationalInference(bowl, {
    dimension: 2,
    gradient: (z) => Float32Array.from(downhill(z)),
    rng: new Rng(3),
  });
  approximation.variance.forEach((variance) => expect(variance).toBeCloseTo(1, 4));
});
