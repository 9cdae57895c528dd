import digamma from "@stdlib/math-base-special-digamma";

/**
 * log x − 1/(2x) − ψ(x), what the first two terms of ψ's asymptotic series (DLMF 5.11.2) leave out: 1/(12x²) − … It is
 * minus the derivative of {@link stirlingError}.
 *
 * @param x a positive number
 */
export function digammaError(x: number): number {
  if (x < 16) return Math.log(x) - 0.5 / x - digamma(x);
  const s = 1 / (x * x);
  return s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32760))))));
}
