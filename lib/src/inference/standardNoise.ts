import { checkGenerator } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import type { GradientOptions } from "./GradientEstimate.js";

/**
 * n standard normal draws ε; z = mean + sd ε.
 *
 * @throws InvalidArgumentError for a bad mean, sd or number of samples, or no generator
 */
export function standardNoise({ mean, sd, samples, rng }: GradientOptions): Float64Array {
  if (!Number.isFinite(mean) || !(sd > 0 && sd < Infinity) || !Number.isSafeInteger(samples) || samples < 2) {
    throw new InvalidArgumentError(
      `A gradient needs a finite mean, a positive sd and at least 2 samples, but mean is ${mean}, sd ${sd}, samples ${samples}.`,
    );
  }
  checkGenerator(rng);
  return Float64Array.from({ length: samples }, () => rng.normal());
}
