import { expect } from "vitest";

/** Every number within a distance of what it should be. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[] | readonly (readonly number[])[],
  tolerance: number,
): void {
  const flat = expected.flat();
  expect(actual).toHaveLength(flat.length);
  const off = flat.map((value, i) => Math.abs(actual[i]! - value));
  const worst = off.reduce((most, value) => (value <= most ? most : value), 0);
  expect(worst).toBeLessThanOrEqual(tolerance);
}
