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
