import { svd } from "../linear-algebra/index.js";
import { applyReflections } from "./numerics/applyReflections.js";
import { householder } from "./numerics/householder.js";
import type { Rows } from "./numerics/rowProducts.js";
import { triangle } from "./numerics/triangle.js";

/** Singular values of a matrix in descending order, and its right singular vectors as orthonormal rows. */
export interface SingularDirections {
  readonly singularValues: Float64Array;
  readonly directions: Rows;
}

/**
 * The decomposition of a matrix that has no more rows than columns, by A = (Q R)ᵀ and the singular value decomposition of
 * the small R. What the rows leave open (there are as many directions as rows, though the rank be less) is made up
 * orthonormal. The rows are overwritten.
 */
export function singularDirections(rows: Rows): SingularDirections {
  const { count, width } = rows;
  const tau = householder(rows);
  const { u, singularValues } = svd(triangle(rows));
  const directions: Rows = { data: new Float64Array(count * width), count, width };
  for (let a = 0; a < count; a++) {
    for (let j = 0; j < count; j++) directions.data[a * width + j] = u.data[j * count + a]!;
  }
  applyReflections(rows, tau, directions);
  return { singularValues, directions };
}
