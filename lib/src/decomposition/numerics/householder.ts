import type { NdArray } from "../../array/index.js";
import type { Rows } from "./rowProducts.js";
import { addScaled, dot } from "./vectors.js";

/** Beside entries of size 1 these are nothing, and their squares would leave the range of a double. */
const NOTHING = 1e-140;

/**
 * A = Q R by Householder's reflections I − τ v vᵀ, v = (0 … 0, 1, …) (Golub & Van Loan 2013, algorithm 5.2.1), A given by
 * its columns, each no shorter than their number. In place: v takes what is below the diagonal, R the rest.
 *
 * @returns τ of each reflection
 */
export function householder({ data, count, width }: Rows): Float64Array {
  const tau = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const pivot = j * width + j;
    const below = width - j - 1;
    const head = data[pivot]!;
    const norm = Math.sqrt(head * head + dot(data, pivot + 1, data, pivot + 1, below));
    if (norm < NOTHING) {
      data.fill(0, pivot, (j + 1) * width);
      continue;
    }
    const diagonal = head > 0 ? -norm : norm;
    tau[j] = (diagonal - head) / diagonal;
    for (let i = 1; i <= below; i++) data[pivot + i]! /= head - diagonal;
    data[pivot] = diagonal;
    for (let l = j + 1; l < count; l++) reflect(data, pivot, tau[j]!, data, l * width + j, below);
  }
  return tau;
}

/** R of shape `[count, count]`, upper triangular, from what {@link householder} left. */
export function triangle({ data, count, width }: Rows): NdArray<Float64Array> {
  const upper = new Float64Array(count * count);
  for (let j = 0; j < count; j++) for (let i = 0; i <= j; i++) upper[i * count + j] = data[j * width + i]!;
  return { data: upper, shape: [count, count] };
}

/** Q times each of the given vectors, in place. */
export function applyReflections(reflections: Rows, tau: Float64Array, vectors: Rows): void {
  const { data, count, width } = reflections;
  for (let l = 0; l < vectors.count; l++) {
    for (let j = count - 1; j >= 0; j--) {
      reflect(data, j * width + j, tau[j]!, vectors.data, l * width + j, width - j - 1);
    }
  }
}

/** x − τ v (vᵀ x) for v = (1, the `below` numbers after `from`). */
function reflect(
  v: Float64Array,
  from: number,
  tau: number,
  x: Float64Array,
  to: number,
  below: number,
): void {
  const factor = -tau * (x[to]! + dot(v, from + 1, x, to + 1, below));
  x[to]! += factor;
  addScaled(x, to + 1, factor, v, from + 1, below);
}
