import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import type { Estimate, GradientOptions } from "./GradientEstimate.js";

/** The mean of independent draws with its standard error. */
export function estimateFrom(draws: Float64Array): Estimate {
  const n = draws.length;
  const estimate = draws.reduce((sum, draw) => sum + draw, 0) / n;
  const variance = draws.reduce((sum, draw) => sum + (draw - estimate) ** 2, 0) / (n - 1);
  return { estimate, variance, standardError: Math.sqrt(variance / n) };
}

/** n standard normal draws ε; z = mean + sd ε. */
export function standardNoise({ mean, sd, samples, rng }: GradientOptions): Float64Array {
  if (!Number.isFinite(mean) || !(sd > 0 && sd < Infinity) || !Number.isSafeInteger(samples) || samples < 2) {
    throw new InvalidArgumentError(
      `A gradient needs a finite mean, a positive sd and at least 2 samples, but mean is ${mean}, sd ${sd}, samples ${samples}.`,
    );
  }
  return Float64Array.from({ length: samples }, () => rng.normal());
}

/** f(z), which must be finite. */
export function evaluate(f: (z: number) => number, z: number, name: string): number {
  const value = f(z);
  if (!Number.isFinite(value))
    throw new NonFiniteError(`${name} must be finite, but at z = ${z} it is ${value}.`);
  return value;
}
