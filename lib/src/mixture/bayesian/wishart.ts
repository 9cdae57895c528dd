import digamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";

/**
 * The logarithm of what normalises the density of a Wishart distribution in d dimensions with ν degrees of freedom and scale W,
 * but for the powers of π, which depend on d alone (minus Bishop 2006, equation B.79).
 *
 * @param halfLogDeterminant ½ ln |W|
 */
export function wishartLogNormalizer(nu: number, halfLogDeterminant: number, d: number): number {
  let sum = nu * (halfLogDeterminant + (d / 2) * Math.LN2);
  for (let j = 0; j < d; j++) sum += gammaln((nu - j) / 2);
  return sum;
}

/** E[ln |Λ|] − ln |E[Λ]| of a precision Λ with a Wishart distribution (from Bishop 2006, equation B.81): not positive. */
export function wishartLogDeterminantGap(nu: number, d: number): number {
  let sum = 0;
  for (let j = 0; j < d; j++) sum += digamma((nu - j) / 2) - Math.log(nu / 2);
  return sum;
}
