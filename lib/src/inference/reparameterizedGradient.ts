import { estimateFrom, evaluate, standardNoise } from "./estimateFrom.js";
import type { GradientEstimate, GradientOptions } from "./GradientEstimate.js";

/**
 * The gradient of E[f(z)], z ~ N(mean, sd²), by the path of each draw: z = mean + sd ε, so that the gradients are
 * E[f′(z)] and E[f′(z) ε] (Kingma & Welling 2014).
 *
 * @param derivative f′
 * @throws InvalidArgumentError for a bad mean, sd or number of samples; NonFiniteError if f′ is not finite at a draw
 */
export function reparameterizedGradient(
  derivative: (z: number) => number,
  options: GradientOptions,
): GradientEstimate {
  const noise = standardNoise(options);
  const slopes = noise.map((e) => evaluate(derivative, options.mean + options.sd * e, "The derivative of f"));
  return { mean: estimateFrom(slopes), sd: estimateFrom(slopes.map((slope, i) => slope * noise[i]!)) };
}
