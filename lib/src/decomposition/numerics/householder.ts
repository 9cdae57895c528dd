import { dot } from "./dot.js";
import { reflect } from "./reflect.js";
import type { Rows } from "./rowProducts.js";

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
