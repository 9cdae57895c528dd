import type { NdArray } from "../array/index.js";
import { centredBlocks, type Centre } from "./Centre.js";
import { addScaled } from "./numerics/addScaled.js";
import type { Rows } from "./numerics/rowProducts.js";
import { splitterOf } from "./splitterOf.js";

/**
 * A normal distribution with variances λ of its own along q orthonormal directions U, and one variance σ² along all
 * others: N(mean, Uᵀ (Λ − σ² I) U + σ² I). Variances are in units of `centre.unit` squared.
 */
export interface LinearGaussian {
  readonly centre: Centre;
  /** U, shape `[q, d]`. */
  readonly components: Rows;
  /** λ, descending. */
  readonly variances: Float64Array;
  /** σ²; 0 if q = d. */
  readonly noiseVariance: number;
}

/** ln p(xᵢ) of each row, nats. */
export function logDensities(model: LinearGaussian, points: NdArray<Float64Array>): Float64Array {
  const { centre, components, variances, noiseVariance } = model;
  const { count: q, width: d } = components;
  const deviations = variances.map(Math.sqrt);
  const noise = Math.sqrt(noiseVariance);
  const constant = -d * (0.5 * Math.log(2 * Math.PI) + Math.log(centre.unit)) - 0.5 * logDeterminant(model);
  const densities = new Float64Array(points.shape[0]!);
  const split = splitterOf(components);
  for (const block of centredBlocks(points, centre)) {
    const scores = split(block);
    for (let i = 0; i < block.count; i++) {
      const inside = sumOfSquares(scores.data, i * q, q, (a) => deviations[a]!);
      const outside = q < d ? sumOfSquares(block.data, i * d, d, () => noise) : 0;
      const density = constant - 0.5 * (inside + outside);
      // Only an overflow makes NaN of finite numbers: the row is farther away than a double can tell.
      densities[block.start + i] = Number.isNaN(density) ? -Infinity : density;
    }
  }
  return densities;
}

/** ln |C| in units of `centre.unit`. */
export function logDeterminant({ components, variances, noiseVariance }: LinearGaussian): number {
  const rest = components.width - components.count;
  const inside = variances.reduce((sum, value) => sum + Math.log(value), 0);
  return rest > 0 ? inside + rest * Math.log(noiseVariance) : inside;
}

/** The covariance C, shape `[d, d]`, in the data's units squared; symmetric to the bit. */
export function covarianceOf({
  centre,
  components,
  variances,
  noiseVariance,
}: LinearGaussian): NdArray<Float64Array> {
  const { data: u, count: q, width: d } = components;
  const data = new Float64Array(d * d);
  for (let a = 0; a < q; a++) {
    const length = Math.sqrt(variances[a]! - noiseVariance);
    const column = u.subarray(a * d, (a + 1) * d).map((value) => length * value);
    for (let j = 0; j < d; j++) addScaled(data, j * d, column[j]!, column, 0, d);
  }
  for (let j = 0; j < d; j++) data[j * d + j]! += noiseVariance;
  return { data: data.map((value) => value * centre.unit * centre.unit), shape: [d, d] };
}

function sumOfSquares(
  values: Float64Array,
  from: number,
  length: number,
  scale: (i: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (values[from + i]! / scale(i)) ** 2;
  return sum;
}
