import type { NdArray } from "../array/index.js";
import { symmetricEigen } from "../linear-algebra/index.js";
import { centredBlocks, type Centre } from "./Centre.js";
import { applyReflections } from "./numerics/applyReflections.js";
import { householder } from "./numerics/householder.js";
import { addRowProducts, type Rows } from "./numerics/rowProducts.js";
import { transposed, transposeInto } from "./numerics/transposed.js";
import type { SingularDirections } from "./singularDirections.js";

/**
 * The same as `svdSolver`, from the eigenvectors of XᵀX, or of XXᵀ where it is smaller. Faster, but squaring costs
 * digits: what is below 1e-8 of the largest singular value is lost.
 */
export function covarianceSolver(points: NdArray<Float64Array>, centre: Centre): SingularDirections {
  const [n, d] = points.shape as [number, number];
  if (n < d) return fromInnerProducts(points, centre);
  const sums = new Float64Array(d * d);
  const columns: Rows = { data: new Float64Array(d * 128), count: d, width: 128 };
  for (const block of centredBlocks(points, centre, columns.width)) {
    transposeInto(columns, block);
    addRowProducts(columns, columns, sums, true);
  }
  const { singularValues, vectors } = eigen(sums, d);
  return { singularValues, directions: vectors };
}

/** The eigenvectors u of XXᵀ give the directions Xᵀu; making them orthonormal in turn keeps the small ones apart. */
function fromInnerProducts(points: NdArray<Float64Array>, centre: Centre): SingularDirections {
  const [n, d] = points.shape as [number, number];
  const [X] = centredBlocks(points, centre, n);
  const sums = new Float64Array(n * n);
  addRowProducts(X!, X!, sums, true);
  const { singularValues, vectors } = eigen(sums, n);
  const projected: Rows = { data: new Float64Array(n * d), count: n, width: d };
  addRowProducts(vectors, transposed(X!), projected.data);
  const tau = householder(projected);
  const directions: Rows = { data: new Float64Array(n * d), count: n, width: d };
  for (let a = 0; a < n; a++) directions.data[a * d + a] = 1;
  applyReflections(projected, tau, directions);
  return { singularValues, directions };
}

/** Eigenvectors as rows, and the roots of the eigenvalues, of a symmetric matrix of which the lower half is given. */
function eigen(lower: Float64Array, size: number): { singularValues: Float64Array; vectors: Rows } {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) lower[j * size + i] = lower[i * size + j]!;
  const { values, vectors } = symmetricEigen({ data: lower, shape: [size, size] });
  const columns: Rows = { data: vectors.data, count: size, width: size };
  // A sum of squares has no negative eigenvalues: what is below zero is rounding.
  return {
    singularValues: values.map((value) => Math.sqrt(Math.max(value, 0))),
    vectors: transposed(columns),
  };
}
