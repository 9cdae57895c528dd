import type { GaussianComponent } from "./GaussianComponent.js";

/** ½ ln |Σ⁻¹| of a component in d dimensions. */
export function halfLogPrecision(
  { whitener, diagonal }: Pick<GaussianComponent, "whitener" | "diagonal">,
  d: number,
): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += Math.log(whitener[diagonal ? j : j * d + j]!);
  return sum;
}
