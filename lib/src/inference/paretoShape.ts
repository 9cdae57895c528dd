/** With fewer draws in the tail nothing can be fitted to it. */
const fewestInTail = 5;

/**
 * k̂, the shape of a generalised Pareto distribution fitted to the largest of the weights (Pareto-smoothed
 * importance sampling: Vehtari, Simpson, Gelman, Yao & Gabry 2024): weights have finite moments of order
 * below 1 / k, so that from k = ½ on their variance is infinite, and from 1 on their mean. The tail is the
 * largest min(S / 5, 3 √S) of S weights.
 *
 * @param logWeights S of them, up to a constant; −∞ for a weight of 0
 * @returns undefined if the tail has fewer than 5 weights above its threshold, but −∞ if it is flat
 */
export function paretoShape(logWeights: Float64Array): number | undefined {
  const S = logWeights.length;
  const sorted = logWeights.toSorted();
  const tail = Math.ceil(Math.min(S / 5, 3 * Math.sqrt(S)));
  if (tail < fewestInTail) return undefined;
  const largest = sorted[S - 1]!;
  const threshold = sorted[S - 1 - tail]!;
  if (largest - threshold < 1e-10) return -Infinity;
  const excesses = sorted
    .subarray(S - tail)
    .map((logWeight) => Math.exp(logWeight - largest) - Math.exp(threshold - largest))
    .filter((excess) => excess > 0);
  return excesses.length < fewestInTail ? undefined : shapeOf(excesses);
}

/** Above this k̂ no feasible number of draws gives a reliable estimate (Vehtari et al. 2024, section 3.2.4). */
export function largestReliableShape(samples: number): number {
  return Math.min(1 - 1 / Math.log10(samples), 0.7);
}

/**
 * The shape of the generalised Pareto distribution of sorted positive values: the posterior mean of θ = −k /
 * σ on a grid under Zhang & Stephens' (2009) prior, k̂ from it, and that drawn towards ½ as ten more values
 * would.
 */
function shapeOf(values: Float64Array): number {
  const n = values.length;
  const quartile = values[Math.max(0, Math.floor(n / 4 + 0.5) - 1)]!;
  const points = 30 + Math.floor(Math.sqrt(n));
  const thetas = Float64Array.from(
    { length: points },
    (_, j) => 1 / values[n - 1]! + (1 - Math.sqrt(points / (j + 0.5))) / (3 * quartile),
  );
  const logLikelihoods = thetas.map((theta) => {
    const k = shapeGiven(theta, values);
    return n * (Math.log(-theta / k) - k - 1);
  });
  const highest = logLikelihoods.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logLikelihoods.map((value) => Math.exp(value - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const theta = thetas.reduce((sum, value, j) => sum + (value * weights[j]!) / total, 0);
  return (n * shapeGiven(theta, values) + 10 * 0.5) / (n + 10);
}

/** The maximum-likelihood shape if −k / σ is θ: the mean of ln(1 − θ x). */
function shapeGiven(theta: number, values: Float64Array): number {
  return values.reduce((sum, x) => sum + Math.log1p(-theta * x), 0) / values.length;
}
