import type { NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";

/**
 * Solves L x = b by forward substitution, for a lower triangular L of shape `[d, d]` with no zero on its diagonal.
 *
 * @throws ShapeError if b does not have d elements
 */
export function solveLowerTriangular({ data, shape }: NdArray, b: Float64Array): Float64Array {
  const d = shape[0] as number;
  if (b.length !== d)
    throw new ShapeError(`b must have ${d} elements, as many as L has rows, but it has ${b.length}.`);
  const x = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let rest = b[i] as number;
    for (let j = 0; j < i; j++) rest -= (data[i * d + j] as number) * (x[j] as number);
    x[i] = rest / (data[i * d + i] as number);
  }
  return x;
}
