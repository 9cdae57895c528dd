import { ndarray, type NdArray } from "../array/index.js";
import type { Distribution } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { reverseKl } from "./projection/reverseKl.js";

export interface KlSurfaceOptions {
  readonly means: readonly number[];
  /** Natural logarithms of the standard deviations. */
  readonly logSds: readonly number[];
}

/**
 * The reverse divergence KL(N(mean, sd) ‖ p) in nats over a grid, by quadrature: the landscape on which a normal is fitted.
 *
 * @returns shape `[logSds.length, means.length]`, as a heat map or surface wants it; ∞ where p does not cover ℝ
 * @throws InvalidArgumentError if a coordinate is not finite
 */
export function klSurface(p: Distribution, { means, logSds }: KlSurfaceOptions): NdArray<Float64Array> {
  if (![...means, ...logSds].every((value) => Number.isFinite(value))) {
    throw new InvalidArgumentError("means and logSds must be finite numbers.");
  }
  const rows = logSds.map((logSd) => means.map((mean) => reverseKl(p, mean, Math.exp(logSd)).kl));
  return ndarray(Float64Array.from(rows.flat()), [logSds.length, means.length]);
}
