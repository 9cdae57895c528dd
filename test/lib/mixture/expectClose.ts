import { expect } from "vitest";

/** Numbers in any depth of arrays. */
export type Nested = number | readonly Nested[];

/**
 * Expects as many numbers as in the reference, each within `tolerance` × its scale. By default the scale is the reference's size,
 * or 1 where that is smaller.
 */
export function expectClose(
  actual: ArrayLike<number>,
  expected: Nested | ArrayLike<number>,
  tolerance = 1e-6,
  scale: (index: number, value: number) => number = (_, value) => Math.max(1, Math.abs(value)),
): void {
  const reference = flatten(expected);
  expect(actual).toHaveLength(reference.length);
  let worst = { error: 0, index: -1, actual: 0, expected: 0 };
  reference.forEach((value, index) => {
    const error = Math.abs(actual[index]! - value) / scale(index, value);
    if (!(error <= worst.error)) worst = { error, index, actual: actual[index]!, expected: value };
  });
  if (!(worst.error <= tolerance)) expect.fail(`Off by more than ${tolerance}: ${JSON.stringify(worst)}`);
}

/** All numbers, row by row. */
export function flatten(values: Nested | ArrayLike<number>): number[] {
  if (typeof values === "number") return [values];
  if (!Array.isArray(values)) return Array.from(values as ArrayLike<number>);
  return (values as readonly Nested[]).flatMap((value) => flatten(value));
}
