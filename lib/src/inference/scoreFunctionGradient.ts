import { estimateFrom, evaluate, standardNoise } from "./estimateFrom.js";
import type { GradientEstimate, GradientOptions } from "./GradientEstimate.js";

export interface ScoreFunctionOptions extends GradientOptions {
  /**
   * What is taken off f: a number that does not depend on the draws, or "leave-one-out", the mean of f over the other
   * draws. Both leave the expectation as it is. Default 0.
   */
  readonly baseline?: number | "leave-one-out";
}

/**
 * The gradient of E[f(z)], z ~ N(mean, sd²), from values of f alone: E[(f(z) − b) ∇ ln q(z)] (Williams 1992), where
 * ∇ ln q is ε / sd for the mean and (ε² − 1) / sd for the standard deviation.
 *
 * @throws InvalidArgumentError for a bad mean, sd or number of samples; NonFiniteError if f is not finite at a draw
 */
export function scoreFunctionGradient(
  f: (z: number) => number,
  options: ScoreFunctionOptions,
): GradientEstimate {
  const { mean, sd, baseline = 0 } = options;
  const noise = standardNoise(options);
  const values = noise.map((e) => evaluate(f, mean + sd * e, "f"));
  const total = values.reduce((sum, value) => sum + value, 0);
  const others = values.length - 1;
  const signals = values.map(
    (value) => value - (baseline === "leave-one-out" ? (total - value) / others : baseline),
  );
  return {
    mean: estimateFrom(signals.map((signal, i) => (signal * noise[i]!) / sd)),
    sd: estimateFrom(signals.map((signal, i) => (signal * (noise[i]! ** 2 - 1)) / sd)),
  };
}
