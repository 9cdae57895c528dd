/** The largest difference, relative to the largest expected magnitude. */
export function distance(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  const scale = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (value, i) => Math.abs((values[i] as number) - value))) / scale;
}
