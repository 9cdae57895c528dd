import type { NdArray } from "../array/index.js";
import { NonFiniteError } from "../errors/index.js";
import type { GaussianComponent } from "./GaussianComponent.js";
import { writeLogJoint } from "./logJoint.js";

/**
 * The E step: writes p(z = k | xᵢ) into `responsibilities` (shape `[n, K]`) and ln p(xᵢ) into `logLikelihoods`, if given.
 *
 * @returns the mean of ln p(xᵢ), nats per example
 * @throws NonFiniteError if a point is so far from every component that its log-density overflows
 */
export function expectation(
  points: NdArray<Float64Array>,
  weights: Float64Array,
  components: readonly GaussianComponent[],
  responsibilities: Float64Array,
  logLikelihoods?: Float64Array,
): number {
  const n = points.shape[0]!;
  const K = components.length;
  writeLogJoint(points, weights, components, responsibilities);
  let total = 0;
  for (let i = 0; i < n; i++) {
    const row = i * K;
    let largest = -Infinity;
    for (let k = row; k < row + K; k++) if (responsibilities[k]! > largest) largest = responsibilities[k]!;
    let sum = 0;
    for (let k = row; k < row + K; k++) sum += responsibilities[k] = Math.exp(responsibilities[k]! - largest);
    const evidence = largest + Math.log(sum);
    if (!Number.isFinite(evidence)) {
      throw new NonFiniteError(
        `Row ${i} of X lies so far from every component that its density has no logarithm in double precision. Rescale X or remove the row.`,
      );
    }
    for (let k = row; k < row + K; k++) responsibilities[k]! /= sum;
    if (logLikelihoods) logLikelihoods[i] = evidence;
    total += evidence;
  }
  return total / n;
}
