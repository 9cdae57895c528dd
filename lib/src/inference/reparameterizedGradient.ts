import { requireFunction, requireOptions } from "./checks.js";
import { estimateFrom } from "./estimateFrom.js";
import { finiteGradient, type VectorField } from "./finiteGradient.js";
import { finiteValue } from "./finiteValue.js";
import type {
  DiagonalGradientEstimate,
  DiagonalGradientOptions,
  FullRankGradientEstimate,
  FullRankGradientOptions,
  GradientEstimate,
  GradientOptions,
} from "./GradientEstimate.js";
import { standardNoise } from "./standardNoise.js";
import { VectorDraws } from "./VectorDraws.js";

/**
 * The gradient of E[f(z)], z ~ N(mean, sd²), by the path of each draw: z = mean + sd ε, so that the gradients
 * are E[f′(z)] and E[f′(z) ε] (Kingma & Welling 2014). For vectors, z = mean + L ε with L = diag(sd) or lower
 * triangular, and they are E[∇f(z)] and E[∇f(z) εᵀ], of which sd takes the diagonal and choleskyFactor the
 * lower triangle.
 *
 * @param derivative f′, or ∇f where mean is a vector
 * @throws InvalidArgumentError for no function, a bad mean, sd or number of samples, or no rng; NonFiniteError if f′ is not
 * finite at a draw
 * @throws ShapeError if sd, choleskyFactor or a gradient has not as many elements as mean asks for
 */
export function reparameterizedGradient(
  derivative: (z: number) => number,
  options: GradientOptions,
): GradientEstimate;
export function reparameterizedGradient(
  derivative: VectorField,
  options: DiagonalGradientOptions,
): DiagonalGradientEstimate;
export function reparameterizedGradient(
  derivative: VectorField,
  options: FullRankGradientOptions,
): FullRankGradientEstimate;
export function reparameterizedGradient(
  derivative: ((z: number) => number) | VectorField,
  options: GradientOptions | DiagonalGradientOptions | FullRankGradientOptions,
): GradientEstimate | DiagonalGradientEstimate | FullRankGradientEstimate {
  requireOptions(options, "mean, sd, samples, rng");
  requireFunction(derivative, "derivative");
  if (isVector(options)) return ofVectors(derivative as VectorField, options);
  const slope = derivative as (z: number) => number;
  const noise = standardNoise(options);
  const slopes = noise.map((e) => finiteValue(slope, options.mean + options.sd * e, "The derivative of f"));
  return { mean: estimateFrom(slopes), sd: estimateFrom(slopes.map((value, i) => value * noise[i]!)) };
}

/** Whether mean says that z is a vector. */
export function isVector(
  options: GradientOptions | DiagonalGradientOptions | FullRankGradientOptions,
): options is DiagonalGradientOptions | FullRankGradientOptions {
  return typeof options.mean === "object" && options.mean !== null;
}

function ofVectors(
  gradient: VectorField,
  options: DiagonalGradientOptions | FullRankGradientOptions,
): DiagonalGradientEstimate | FullRankGradientEstimate {
  const draws = new VectorDraws(options);
  const slopes = draws.points.map((z) => finiteGradient(gradient, z, "f"));
  return draws.estimates(
    (i) => Float64Array.from(slopes, (slope) => slope[i]!),
    (i, j) => Float64Array.from(slopes, (slope, s) => slope[i]! * draws.noise[s]![j]!),
  );
}
