import type { NdArray } from "../../array/index.js";
import { DiagonalNormal, log1pMinusX, MultivariateNormal } from "../../distributions/index.js";
import { solveLowerTriangular, symmetricEigen } from "../../linear-algebra/index.js";
import type { AnyDistribution } from "../arguments.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { klOfNormals, scaleTerm } from "./normal.js";

/** Below this size of the whitened difference (times d) the covariances count as close. */
const NEAR = 0.5;

export const multivariateNormalForms: readonly ClosedForm[] = [
  closedForm(DiagonalNormal, DiagonalNormal, (p, q) =>
    p.mean.reduce(
      (sum, mean, i) => sum + klOfNormals(mean, p.sd[i] as number, q.mean[i] as number, q.sd[i] as number),
      0,
    ),
  ),
  closedForm(MultivariateNormal, MultivariateNormal, klOfFullNormals),
  closedForm(DiagonalNormal, MultivariateNormal, (p, q) => klOfFullNormals(full(p), q)),
  closedForm(MultivariateNormal, DiagonalNormal, (p, q) => klOfFullNormals(p, full(q))),
];

/** ½ [tr(Σq⁻¹Σp) − d − log det(Σq⁻¹Σp) + |Lq⁻¹(μp − μq)|²]. */
function klOfFullNormals(p: MultivariateNormal, q: MultivariateNormal): number {
  const shift = Float64Array.from(p.mean, (mean, i) => mean - (q.mean[i] as number));
  const distance = solveLowerTriangular(q.choleskyFactor, shift).reduce((sum, z) => sum + 0.5 * z * z, 0);
  const difference = whitenedDifference(p, q);
  const largest = difference.data.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  return distance + (largest * p.dimension < NEAR ? ofNearCovariances(difference) : ofCovariances(p, q));
}

/** Lq⁻¹ (Σp − Σq) Lq⁻ᵀ, which keeps its digits where the covariances are close. */
export function whitenedDifference(p: MultivariateNormal, q: MultivariateNormal): NdArray<Float64Array> {
  const d = p.dimension;
  const difference = p.covariance.data.map((value, i) => value - (q.covariance.data[i] as number));
  const half = solveRows(q.choleskyFactor, difference);
  const whitened = solveRows(q.choleskyFactor, transposed(half, d));
  return { data: symmetrised(whitened, d), shape: [d, d] };
}

/** Σ ½ [λ − log(1 + λ)] over the eigenvalues of that difference. */
function ofNearCovariances(difference: NdArray<Float64Array>): number {
  return symmetricEigen(difference).values.reduce((sum, value) => sum - 0.5 * log1pMinusX(value), 0);
}

/**
 * With the triangular A = Lq⁻¹ Lp the sum of ½(Aᵢᵢ² − 1) − log Aᵢᵢ and of half the squares below the diagonal: no term is
 * negative.
 */
function ofCovariances(p: MultivariateNormal, q: MultivariateNormal): number {
  const d = p.dimension;
  const rows = solveRows(q.choleskyFactor, transposed(p.choleskyFactor.data, d));
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const diagonal = j * (d + 1);
    sum += scaleTerm(p.choleskyFactor.data[diagonal] as number, q.choleskyFactor.data[diagonal] as number);
    for (let i = j + 1; i < d; i++) sum += 0.5 * (rows[j * d + i] as number) ** 2;
  }
  return sum;
}

/** L⁻¹ applied to each row of a square matrix: the transpose of L⁻¹ applied to its transpose. */
function solveRows(L: NdArray<Float64Array>, rows: Float64Array): Float64Array {
  const d = L.shape[0] as number;
  const solved = new Float64Array(d * d);
  for (let i = 0; i < d; i++) solved.set(solveLowerTriangular(L, rows.subarray(i * d, (i + 1) * d)), i * d);
  return solved;
}

function transposed(data: Float64Array, d: number): Float64Array {
  return data.map((_, k) => data[(k % d) * d + Math.floor(k / d)] as number);
}

function symmetrised(data: Float64Array, d: number): Float64Array {
  const mirrored = transposed(data, d);
  return data.map((value, k) => (value + (mirrored[k] as number)) / 2);
}

/** A normal distribution of several coordinates with its covariance as a matrix; undefined for other distributions. */
export function asFull(p: AnyDistribution): MultivariateNormal | undefined {
  if (p instanceof MultivariateNormal) return p;
  return p instanceof DiagonalNormal ? full(p) : undefined;
}

function full(p: DiagonalNormal): MultivariateNormal {
  return new MultivariateNormal(
    p.mean,
    p.variance.map((variance, i) => p.variance.map((_, j) => (i === j ? variance : 0))),
  );
}
