/** Σ = L Lᵀ (`scale`) and W = L⁻¹ (`whitener`), lower triangular matrices of d × d. */
export interface CovarianceFactors {
  readonly scale: Float64Array;
  readonly whitener: Float64Array;
}

/**
 * Of a variance, rounding may leave this share where none should be left: in a covariance that is summed up from data, with some
 * room; and at least, where it is known that there is a floor under the variances.
 */
const rounding = { usual: 4096 * Number.EPSILON, least: 16 * Number.EPSILON };

/**
 * Factors the lower triangle of a covariance, d × d, by Cholesky's algorithm. It is a part of every EM step, so that it is written
 * for speed: all its loops run along rows.
 *
 * @param floor what has been added to every variance
 * @returns undefined if the covariance has no more variance than rounding error in some dimension, given the dimensions before
 * it: with such a component the likelihood would be noise
 */
export function factorCovariance(
  covariance: Float64Array,
  d: number,
  floor: number,
): CovarianceFactors | undefined {
  const scale = new Float64Array(d * d);
  const ownShares = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) scale[i * d + j] = rest(i, j) / scale[j * d + j]!;
    const total = covariance[i * d + i]!;
    const variance = rest(i, i);
    const error = total * growth(i);
    const share = floor > error * rounding.least ? rounding.least : rounding.usual;
    if (!(variance > error * share && variance < Infinity)) return undefined;
    scale[i * d + i] = Math.sqrt(variance);
    ownShares[i] = Math.sqrt(variance / total);
  }
  return { scale, whitener: invert(scale, d) };

  /** Σᵢⱼ less what the columns before the j-th explain. */
  function rest(i: number, j: number): number {
    let value = covariance[i * d + j]!;
    for (let l = 0, a = i * d, b = j * d; l < j; l++) value -= scale[a++]! * scale[b++]!;
    return value;
  }

  /**
   * By how much errors have grown in row i: Lᵢⱼ has an error of ε over the share of its standard deviation that dimension j has to
   * itself, Lⱼⱼ / σⱼ, and takes it to the variance as far as j explains i.
   */
  function growth(i: number): number {
    const sd = Math.sqrt(covariance[i * d + i]!);
    let sum = 1;
    for (let j = 0; j < i; j++) sum += Math.abs(scale[i * d + j]!) / (sd * ownShares[j]!);
    return sum;
  }
}

/** Row i of the inverse is (eᵢ − Σⱼ<ᵢ Lᵢⱼ × row j) / Lᵢᵢ. */
function invert(L: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    inverse[i * d + i] = 1;
    for (let j = 0; j < i; j++) {
      const factor = L[i * d + j]!;
      for (let l = 0, from = j * d, to = i * d; l <= j; l++) inverse[to++]! -= factor * inverse[from++]!;
    }
    const pivot = L[i * d + i]!;
    for (let l = i * d; l <= i * d + i; l++) inverse[l]! /= pivot;
  }
  return inverse;
}
