/**
 * E log(X / E X) for X uniform with half width t relative to its mean, 0 < t ≤ 1, that is ½ ∫ log(1 + ty) dy over [−1, 1]:
 * −t²/6 − t⁴/20 − …; never positive.
 */
export function meanLogDeviation(t: number): number {
  if (t === 1) return Math.LN2 - 1;
  if (t > 0.25) return ((1 + t) * Math.log1p(t) - (1 - t) * Math.log1p(-t)) / (2 * t) - 1;
  let sum = 0;
  for (let k = 12; k >= 1; k--) sum = t * t * (sum - 1 / (2 * k * (2 * k + 1)));
  return sum;
}
