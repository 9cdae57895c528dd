import fc from "fast-check";
import { Rng } from "kl-to-vae/random";

/** Rows of q latent dimensions mixed into d columns, noise of a given deviation, and an offset. */
export interface Sample {
  readonly X: number[][];
  readonly n: number;
  readonly d: number;
  readonly q: number;
  readonly seed: number;
}

/** Data with q strong directions and noise from 1e-3 to 1 of them; n may be less than d, but is at least q + 3. */
export const sample: fc.Arbitrary<Sample> = fc
  .record({
    d: fc.integer({ min: 2, max: 9 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    extra: fc.integer({ min: 3, max: 40 }),
    exponent: fc.double({ min: -3, max: 0, noNaN: true }),
    seed: fc.integer({ min: 0, max: 2 ** 32 }),
  })
  .map(({ d, share, extra, exponent, seed }) => {
    const q = 1 + Math.floor(share * (d - 1.001));
    const n = q + extra;
    const rng = new Rng(seed);
    const normals = (count: number): number[] => Array.from({ length: count }, () => rng.normal());
    const W = Array.from({ length: q }, () => normals(d));
    const offset = normals(d);
    const X = Array.from({ length: n }, () => {
      const z = normals(q);
      return normals(d).map(
        (e, j) => offset[j]! + z.reduce((sum, value, a) => sum + value * W[a]![j]!, 0) + 10 ** exponent * e,
      );
    });
    return { X, n, d, q, seed };
  });

/** A random rotation or reflection of d dimensions, by rows. */
export function orthogonal(d: number, seed: number): number[][] {
  const rng = new Rng(seed);
  const rows: number[][] = [];
  while (rows.length < d) {
    const row = Array.from({ length: d }, () => rng.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of rows) {
        const overlap = other.reduce((sum, value, j) => sum + value * row[j]!, 0);
        other.forEach((value, j) => (row[j]! -= overlap * value));
      }
    }
    const length = Math.hypot(...row);
    rows.push(row.map((value) => value / length));
  }
  return rows;
}

/** Every row turned. */
export function turned(X: number[][], rotation: number[][]): number[][] {
  return X.map((x) => rotation.map((row) => row.reduce((sum, value, j) => sum + value * x[j]!, 0)));
}
