import type { AdamOptimizer, Optimizer, SgdOptimizer } from "./Optimizer.js";
import { learningRateAt } from "./schedules/index.js";

/** m ← m + (g − m)(1 − beta1); v ← v + (g² − v)(1 − beta2); w ← w − rate · m / (√v + epsilon). */
export interface AdamCoefficients {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** u ← momentum · u + g; w ← w − rate · u, or with Nesterov's correction w − rate · (g + momentum · u). */
export interface SgdCoefficients {
  readonly rate: number;
  readonly momentum: number;
}

/** The numbers that an update takes, for a step counted from 0. */
export type CoefficientsOf<O extends Optimizer> = O extends AdamOptimizer
  ? AdamCoefficients
  : SgdCoefficients;

export function coefficientsAt<O extends Optimizer>(optimizer: O, step: number): CoefficientsOf<O>;
export function coefficientsAt(optimizer: Optimizer, step: number): AdamCoefficients | SgdCoefficients {
  return optimizer.kind === "adam" ? adamAt(optimizer, step) : sgdAt(optimizer, step);
}

/**
 * Adam's step w − lr m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) and t = step + 1, divided through so that
 * the bias corrections stand in two numbers. The betas are rounded to float32 first: the update has no others, and a
 * correction for a β₂ of 0.999 instead would be off by 2e-5 in the first steps.
 */
function adamAt({ learningRate, beta1, beta2, epsilon }: AdamOptimizer, step: number): AdamCoefficients {
  const decay1 = Math.fround(beta1);
  const decay2 = Math.fround(beta2);
  const correction = Math.sqrt(1 - decay2 ** (step + 1));
  const rate = (learningRateAt(learningRate, step) * correction) / (1 - decay1 ** (step + 1));
  return { rate, beta1: decay1, beta2: decay2, epsilon: epsilon * correction };
}

function sgdAt({ learningRate, momentum }: SgdOptimizer, step: number): SgdCoefficients {
  return { rate: learningRateAt(learningRate, step), momentum };
}
