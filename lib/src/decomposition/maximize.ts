import { cholesky, inverseFromCholesky, invertLowerTriangular } from "../linear-algebra/index.js";
import type { LoadingModel } from "./LoadingModel.js";
import { addScaled } from "./numerics/addScaled.js";
import { dot } from "./numerics/dot.js";
import { fixSigns } from "./numerics/fixSigns.js";
import { addRowProducts, type Rows } from "./numerics/rowProducts.js";
import type { ProjectionMoments } from "./projectionMoments.js";
import { singularDirections } from "./singularDirections.js";

/** Beside σ. A loading of 0 would stay 0 for ever, and a much smaller one for long. */
const leastLength = 1e-6;

/**
 * One step of EM for probabilistic PCA (Tipping & Bishop 1999, appendix B), with the covariance Ψ of the latent
 * variables free in the M step and moved into the loadings after it (parameter expansion: Liu, Rubin & Wu 1998). The
 * likelihood never falls, and loadings need not creep to their lengths where the noise is small.
 *
 * With W = Uᵀ D, D = diag(l), λ = l² + σ², T = diag(l / σ√λ) and S the covariance of the data, Tipping & Bishop's
 * W̃ = S W (σ² I + M⁻¹ Wᵀ S W)⁻¹ is (S Uᵀ) T H⁻¹ diag(√λ) / σ with H = I + T (U S Uᵀ) T, and
 * W̃ Ψ W̃ᵀ = (S Uᵀ) T H⁻¹ T (S Uᵀ)ᵀ. No difference of nearly equal numbers is taken, so that a small σ² keeps its digits.
 */
export function maximize(model: LoadingModel, moments: ProjectionMoments): LoadingModel {
  const { components, lengths, noiseVariance } = model;
  const { inner, cross } = moments;
  const { count: q } = components;
  const T = lengths.map((length) => length / Math.sqrt(noiseVariance * (length ** 2 + noiseVariance)));
  const H = inner.data.map((value, at) => {
    const [a, b] = [Math.floor(at / q), at % q];
    return (a === b ? 1 : 0) + T[a]! * value * T[b]!;
  });
  const L = cholesky({ data: H, shape: [q, q] }, "the moments of EM");
  const inverse = inverseFromCholesky(L).data;
  const scaled = combine(inner.data, components, cross); // rows of T (S Uᵀ)ᵀ
  for (let a = 0; a < q; a++) scale(scaled, a, T[a]!);
  const { singularValues, directions } = singularDirections(combine(invertLowerTriangular(L).data, scaled));
  fixSigns(directions);
  const newNoiseVariance = newNoise(moments, T, inverse, combine(inverse, scaled));
  const least = leastLength * Math.sqrt(newNoiseVariance);
  return {
    components: directions,
    lengths: singularValues.map((length) => Math.max(length, least)),
    noiseVariance: newNoiseVariance,
  };
}

/**
 * σ̃² = 1/d (mean of ‖x − W̃ E[z | x]‖² + σ² tr(M⁻¹ W̃ᵀ W̃)). The residual's part inside the old space is P y with
 * P = T⁻¹ H⁻¹ T, the part outside r − E K y with K = T H⁻¹ T and E the cross moment; the last term is ‖(S Uᵀ) T H⁻¹‖².
 */
function newNoise(
  { inner, cross, residual }: ProjectionMoments,
  T: Float64Array,
  inverse: Float64Array,
  spread: Rows,
): number {
  const { count: q, width: d } = cross;
  const F = new Float64Array(q * q);
  addRowProducts(cross, cross, F);
  let sum = residual + dot(spread.data, 0, spread.data, 0, q * d);
  const P = inverse.map((value, at) => (value * T[at % q]!) / T[Math.floor(at / q)]!);
  const K = inverse.map((value, at) => value * T[at % q]! * T[Math.floor(at / q)]!);
  const PY = product(P, inner.data, q);
  const KP = product(K, P, q);
  for (let at = 0; at < q * q; at++) sum += PY[at]! * P[at]! - F[at]! * (K[at]! + KP[at]!);
  return sum / d;
}

/** matrix × rows (+ rows): each new row a combination of the given ones. */
function combine(matrix: Float64Array, rows: Rows, start?: Rows): Rows {
  const { data, count, width } = rows;
  const combined = start ? start.data.slice() : new Float64Array(data.length);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      addScaled(combined, a * width, matrix[a * count + b]!, data, b * width, width);
    }
  }
  return { data: combined, count, width };
}

function scale({ data, width }: Rows, a: number, factor: number): void {
  for (let j = a * width; j < (a + 1) * width; j++) data[j]! *= factor;
}

function product(a: Float64Array, b: Float64Array, q: number): Float64Array {
  return combine(a, { data: b, count: q, width: q }).data;
}
