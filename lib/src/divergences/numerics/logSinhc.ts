/** log(sinh(x) / x), the log of the mean of e^(xU) for U uniform on [−1, 1]; precise near zero, without overflow. */
export function logSinhc(x: number): number {
  const size = Math.abs(x);
  if (size > 0.5) return size + Math.log1p(-Math.exp(-2 * size)) - Math.log(2 * size);
  const square = x * x;
  // sinh(x)/x − 1 by its series.
  let series = 0;
  for (let k = 9; k >= 1; k--) series = (square / (2 * k * (2 * k + 1))) * (1 + series);
  return Math.log1p(series);
}

/** Taylor coefficients of 1/x² − 1/sinh²x in x². */
const CURVATURE = [1 / 3, -1 / 15, 2 / 189, -1 / 675, 2 / 10395, -1382 / 58046625, 4 / 1403325];

/** The second derivative of log(sinh(x) / x): 1/x² − 1/sinh²x. */
export function logSinhcCurvature(x: number): number {
  if (Math.abs(x) < 0.25) return CURVATURE.reduceRight((sum, c) => sum * x * x + c, 0);
  return 1 / (x * x) - 1 / Math.sinh(x) ** 2;
}

/** The first derivative of log(sinh(x) / x): coth x − 1/x. */
export function logSinhcSlope(x: number): number {
  if (Math.abs(x) < 0.25) return CURVATURE.reduceRight((sum, c, k) => sum * x * x + c / (2 * k + 1), 0) * x;
  return 1 / Math.tanh(x) - 1 / x;
}
