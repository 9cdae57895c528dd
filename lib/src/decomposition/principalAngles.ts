import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";
import { orthonormalBasis, svd } from "../linear-algebra/index.js";

/**
 * The principal angles between the spaces that the columns of A `[n, p]` and B `[n, q]` span: min(p, q) angles from 0 to
 * π/2 radians, descending. All are 0 when one space contains the other. Small angles come from sines, large ones from
 * cosines (Björck & Golub 1973), so that both are exact to rounding.
 *
 * @throws ShapeError if A and B differ in rows
 * @throws InvalidArgumentError if one is no matrix, or its columns are linearly dependent
 */
export function principalAngles(A: MatrixLike, B: MatrixLike): Float64Array {
  const a = orthonormalBasis(asMatrix(A, "A"), "A");
  const b = orthonormalBasis(asMatrix(B, "B"), "B");
  if (a.shape[0] !== b.shape[0]) {
    throw new ShapeError(
      `A and B must have as many rows as each other, but have ${a.shape[0]} and ${b.shape[0]}.`,
    );
  }
  const [large, small] = a.shape[1]! >= b.shape[1]! ? [a, b] : [b, a];
  const overlap = projection(large, small);
  const cosines = svd(overlap).singularValues;
  const sines = svd(residual(large, small, overlap)).singularValues;
  const count = cosines.length;
  return cosines
    .map((cosine, i) => {
      const sine = sines[count - 1 - i]!;
      return sine * sine < 0.5 ? Math.asin(sine) : Math.acos(Math.min(cosine, 1));
    })
    .reverse();
}

/** Aᵀ B. */
function projection(a: NdArray<Float64Array>, b: NdArray<Float64Array>): NdArray<Float64Array> {
  const [n, p] = a.shape as [number, number];
  const q = b.shape[1]!;
  const data = new Float64Array(p * q);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < p; r++)
      for (let c = 0; c < q; c++) data[r * q + c]! += a.data[i * p + r]! * b.data[i * q + c]!;
  }
  return { data, shape: [p, q] };
}

/** B − A (Aᵀ B): what of B lies outside the space of A. */
function residual(
  a: NdArray<Float64Array>,
  b: NdArray<Float64Array>,
  overlap: NdArray<Float64Array>,
): NdArray<Float64Array> {
  const [n, p] = a.shape as [number, number];
  const q = b.shape[1]!;
  const data = b.data.slice();
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < p; r++)
      for (let c = 0; c < q; c++) data[i * q + c]! -= a.data[i * p + r]! * overlap.data[r * q + c]!;
  }
  return { data, shape: [n, q] };
}
