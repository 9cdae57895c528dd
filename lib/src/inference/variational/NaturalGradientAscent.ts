import { meanRow } from "./meanRow.js";
import type { NaturalGradient } from "./NaturalGradient.js";
import type { VariationalNormal } from "./VariationalNormal.js";

/** How fast the memory of a large curvature fades, from step to step. */
const memory = 0.9;

/**
 * Moves q up the natural gradient. On a normal target and with the right covariance a full step of the mean
 * is Newton's; until then it is held back by the curvature along it, and by a longest step that doubles while
 * steps of that length lead on, so that neither a start far off nor one too wide throws q out.
 */
export class NaturalGradientAscent {
  readonly #q: VariationalNormal;
  #curvature = 0;
  /** In standard deviations of q. */
  #longest = 1;
  #cutShort = false;
  #previous: Float64Array;

  constructor(q: VariationalNormal) {
    this.#q = q;
    this.#previous = new Float64Array(q.dimension);
  }

  step(gradient: NaturalGradient, rate: number): void {
    this.#q.shift(this.#meanStep(gradient, rate));
    this.#q.rescale(gradient.centred, gradient.noise, rate);
  }

  #meanStep({ slopes, centred, noise }: NaturalGradient, rate: number): Float64Array {
    const uphill = meanRow(slopes, this.#q.dimension);
    const slope = Math.sqrt(dot(uphill, uphill));
    if (slope === 0) return uphill;
    const direction = uphill.map((value) => value / slope);
    this.#curvature = Math.max(curvatureAlong(direction, centred, noise), memory * this.#curvature);
    const leadsOn = this.#cutShort && dot(uphill, this.#previous) > 0;
    this.#longest = leadsOn ? 2 * this.#longest : Math.max(1, this.#longest / 2);
    const length = slope * Math.min(rate, 1 / this.#curvature);
    this.#cutShort = length > this.#longest;
    this.#previous = direction;
    return direction.map((value) => value * Math.min(length, this.#longest));
  }
}

/** uᵀ (−Lᵀ ∇² log density L) u, from the same draws; 1 where q has the target's covariance. */
function curvatureAlong(direction: Float64Array, centred: Float64Array, noise: Float64Array): number {
  const d = direction.length;
  const samples = noise.length / d;
  let covariance = 0;
  for (let s = 0; s < samples; s++) {
    const row = [s * d, (s + 1) * d] as const;
    covariance += dot(direction, centred.subarray(...row)) * dot(direction, noise.subarray(...row));
  }
  return 1 - covariance / samples;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
