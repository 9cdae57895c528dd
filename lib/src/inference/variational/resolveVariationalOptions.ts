import { checkGenerator } from "../../distributions/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import type { Rng } from "../../random/index.js";
import type { GradientEstimator } from "./NaturalGradient.js";
import { startingNormal } from "./startingNormal.js";
import type { VariationalOptions } from "./VariationalOptions.js";
import type { VariationalFamily, VariationalNormal } from "./VariationalNormal.js";

/** Options with every default filled in, and q at its start. */
export interface ResolvedVariational {
  readonly q: VariationalNormal;
  readonly estimator: GradientEstimator;
  readonly steps: number;
  readonly samples: number;
  readonly learningRate: number;
  readonly decay: number;
  readonly window: number;
  readonly tol: number;
  readonly elboSamples: number;
  readonly rng: Rng;
}

/**
 * @throws InvalidArgumentError or ShapeError for an option that is out of range, missing, or does not fit the
 * dimension
 */
export function resolveVariationalOptions(options: VariationalOptions): ResolvedVariational {
  const { dimension, family = "mean-field", gradient, rng } = options;
  const { estimator = gradient ? "reparameterized" : "score-function" } = options;
  oneOf(family, ["mean-field", "full-rank"], "family");
  oneOf(estimator, ["reparameterized", "score-function"], "estimator");
  if (estimator === "reparameterized" && !gradient) {
    throw new InvalidArgumentError(
      'The "reparameterized" estimator needs gradient, the gradient of the log density. Without one use "score-function".',
    );
  }
  checkGenerator(rng);
  const q = startingNormal(family, integer(dimension, 1, "dimension"), options.start);
  const steps = integer(options.steps ?? 2000, 1, "steps");
  const samples = integer(options.samples ?? defaultSamples(q, estimator), 2, "samples");
  return {
    q,
    estimator,
    steps,
    samples,
    learningRate: between(
      options.learningRate ?? 0.5 * fastestRate(q, family, estimator, samples),
      Number.MIN_VALUE,
      1,
      "learningRate",
    ),
    decay: between(options.decay ?? 0.75, 0, 1, "decay"),
    window: integer(options.window ?? Math.max(5, Math.floor(steps / 20)), 2, "window"),
    tol: between(options.tol ?? 1e-6, 0, Number.MAX_VALUE, "tol"),
    elboSamples: integer(options.elboSamples ?? 1000, 2, "elboSamples"),
    rng,
  };
}

function defaultSamples(q: VariationalNormal, estimator: GradientEstimator): number {
  return estimator === "reparameterized" ? 16 : Math.max(64, 4 * q.parameterCount);
}

/**
 * The step γ that contracts fastest on a normal target. There a gradient C of the covariance comes with noise of variance
 * ‖C‖² v / S, so that a step leaves (1 − γ)² + γ² v / S of the squared error, least for γ = S / (S + v). For the sample
 * covariance of S draws v is d + 1, for its diagonal alone 2; the score function's grows with the number of parameters.
 */
function fastestRate(
  q: VariationalNormal,
  family: VariationalFamily,
  estimator: GradientEstimator,
  samples: number,
): number {
  const ofPaths = family === "full-rank" ? q.dimension + 1 : 2;
  return samples / (samples + (estimator === "reparameterized" ? ofPaths : q.parameterCount + 4));
}

function oneOf(value: string, choices: readonly string[], name: string): void {
  if (choices.includes(value)) return;
  throw new InvalidArgumentError(
    `${name} must be ${choices.map((choice) => `"${choice}"`).join(" or ")}, but it is ${JSON.stringify(value)}.`,
  );
}

function integer(value: number, least: number, name: string): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(
    `${name} must be an integer of at least ${least}, but it is ${String(value)}.`,
  );
}

function between(value: number, low: number, high: number, name: string): number {
  if (typeof value === "number" && value >= low && value <= high) return value;
  const range =
    low === 0 && high > 1
      ? "a finite number of at least 0"
      : `${low === 0 ? "from 0" : "above 0"} and at most 1`;
  throw new InvalidArgumentError(`${name} must be ${range}, but it is ${String(value)}.`);
}
