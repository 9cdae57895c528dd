import type { NdArray } from "../../array/index.js";
import type { DiagonalNormal, MultivariateNormal } from "../../distributions/index.js";
import { multiply, svd, transpose } from "../../linear-algebra/index.js";

/**
 * The 2-Wasserstein distance of two normals, √(|μp − μq|² + tr(Σp + Σq − 2 (Σq^½ Σp Σq^½)^½)) (Dowson & Landau 1982).
 *
 * The trace cancels for close covariances. It is |Σq^−½ X|² for X = B − A with A = Σq and B = (Σq^½ Σp Σq^½)^½, which solves
 * Sylvester's equation B X + X A = B² − A² = Σq^½ (Σp − Σq) Σq^½: in the bases where A and B are diagonal a division.
 */
export function wassersteinOfNormals(p: MultivariateNormal, q: MultivariateNormal): number {
  // In units of the largest deviation, so that no product is out of range.
  const unit = Math.sqrt([...p.variance, ...q.variance].reduce((most, variance) => Math.max(most, variance)));
  const { u, singularValues: sds } = svd(scaled(q.choleskyFactor, () => 1 / unit));
  const root = transpose(scaled(u, (_, j) => sds[j] as number));
  const { u: v, singularValues: ofB } = svd(
    multiply(
      root,
      scaled(p.choleskyFactor, () => 1 / unit),
    ),
  );
  const change: NdArray = {
    data: differences(p.covariance.data, q.covariance.data).map((value) => value / unit / unit),
    shape: p.covariance.shape,
  };
  const right = multiply(transpose(v), multiply(multiply(root, change), transpose(root)));
  const x = multiply(
    v,
    scaled(right, (i, j) => 1 / ((ofB[i] as number) + (sds[j] as number) ** 2)),
  );
  const covariances = norm(scaled(x, (i) => 1 / (sds[i] as number)).data);
  return Math.hypot(norm(differences(p.mean, q.mean)), unit * covariances);
}

/** The same for independent coordinates: √(|μp − μq|² + |σp − σq|²). */
export function wassersteinOfDiagonalNormals(p: DiagonalNormal, q: DiagonalNormal): number {
  return Math.hypot(norm(differences(p.mean, q.mean)), norm(differences(p.sd, q.sd)));
}

/** √Σ v², without overflow. */
function norm(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(values.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}

function scaled(matrix: NdArray, factor: (i: number, j: number) => number): NdArray<Float64Array> {
  const columns = matrix.shape[1] as number;
  const data = Float64Array.from(
    matrix.data,
    (value, k) => value * factor(Math.floor(k / columns), k % columns),
  );
  return { data, shape: matrix.shape };
}

function differences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from(a, (value, i) => value - (b[i] as number));
}
