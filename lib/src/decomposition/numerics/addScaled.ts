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
