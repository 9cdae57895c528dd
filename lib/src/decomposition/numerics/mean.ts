/** The mean of numbers; 0 if there are none. */
export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
