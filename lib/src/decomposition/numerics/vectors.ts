/** Σ a[from + i] b[to + i] over `length` elements; four partial sums, so that additions need not wait for each other. */
export function dot(a: Float64Array, from: number, b: Float64Array, to: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[from + i]! * b[to + i]!;
    s1 += a[from + i + 1]! * b[to + i + 1]!;
    s2 += a[from + i + 2]! * b[to + i + 2]!;
    s3 += a[from + i + 3]! * b[to + i + 3]!;
  }
  for (; i < length; i++) s0 += a[from + i]! * b[to + i]!;
  return s0 + s1 + (s2 + s3);
}

/** target[to + i] += factor × source[from + i] over `length` elements. */
export function addScaled(
  target: Float64Array,
  to: number,
  factor: number,
  source: Float64Array,
  from: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[to + i]! += factor * source[from + i]!;
}

/** The mean of numbers; 0 if there are none. */
export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
