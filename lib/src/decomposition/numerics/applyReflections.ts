import { reflect } from "./reflect.js";
import type { Rows } from "./rowProducts.js";

/** Q, as `householder` left it, times each of the given vectors, in place. */
export function applyReflections(reflections: Rows, tau: Float64Array, vectors: Rows): void {
  const { data, count, width } = reflections;
  for (let l = 0; l < vectors.count; l++) {
    for (let j = count - 1; j >= 0; j--) {
      reflect(data, j * width + j, tau[j]!, vectors.data, l * width + j, width - j - 1);
    }
  }
}
