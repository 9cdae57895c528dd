/** Some numbers in short. */
export interface SampleSummary {
  readonly n: number;
  readonly mean: number;
  /** Standard deviation with n − 1 in the denominator; null for a single number. */
  readonly sd: number | null;
}

export function describeSample(values: readonly number[]): SampleSummary {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { n, mean, sd: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, sd: Math.sqrt(squares / (n - 1)) };
}
