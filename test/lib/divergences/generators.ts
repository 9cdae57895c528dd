import fc from "fast-check";

const normalised = (values: number[]): number[] => {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
};

/** Probability vectors of a length with entries of any size, zeros and the smallest doubles among them. */
export const extremeVector = (length: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(0)), {
      minLength: length,
      maxLength: length,
    })
    .filter((values) => values.some((value) => value > 1e-3))
    .map(normalised);

/** Probability vectors of a length with entries from 1e-9, or zero: products and sums of them are still doubles. */
export const vector = (length: number): fc.Arbitrary<number[]> =>
  extremeVector(length).map((values) => normalised(values.map((value) => (value < 1e-9 ? 0 : value))));

/** Vectors all of one length, from 1 to 6. */
export const vectors = (count: number): fc.Arbitrary<number[][]> =>
  fc
    .integer({ min: 1, max: 6 })
    .chain((length) => fc.array(vector(length), { minLength: count, maxLength: count }));

/** A matrix of `rows` probability vectors: from each outcome a distribution over new ones. */
export const channel = (rows: number): fc.Arbitrary<number[][]> =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((columns) => fc.array(vector(columns), { minLength: rows, maxLength: rows }));

export function throughChannel(p: readonly number[], rows: readonly (readonly number[])[]): number[] {
  return (rows[0] as readonly number[]).map((_, j) =>
    p.reduce((sum, value, i) => sum + value * (rows[i]?.[j] as number), 0),
  );
}

export function mixed(share: number, p: readonly number[], q: readonly number[]): number[] {
  return p.map((value, i) => share * value + (1 - share) * (q[i] as number));
}

export function independent(p: readonly number[], q: readonly number[]): number[] {
  return p.flatMap((a) => q.map((b) => a * b));
}
