/** The largest relative difference of two series, and where it is. */
export interface LargestDifference {
  readonly value: number;
  /** Counted from 1. */
  readonly step: number;
}

/** The largest |aₜ − bₜ| / |bₜ|; NaN where a number is none. */
export function largestDifference(a: readonly number[], b: readonly number[]): LargestDifference {
  let largest: LargestDifference = { value: 0, step: 1 };
  for (const [i, reference] of b.entries()) {
    const value = Math.abs((a[i] as number) - reference) / Math.abs(reference);
    if (Number.isNaN(value)) return { value, step: i + 1 };
    if (value > largest.value) largest = { value, step: i + 1 };
  }
  return largest;
}
