import { dot } from "./dot.js";

/** Rows that lie one after the other, each of `width` numbers. */
export interface Rows {
  readonly data: Float64Array;
  readonly count: number;
  readonly width: number;
}

const TILE = 3;

/**
 * A Bᵀ, shape `[a.count, b.count]`: the product of every row of A with every row of B, added to `sums`. Nine products
 * at a time share what they read. With `lowerOnly` (for B = A) tiles above the diagonal are left out.
 */
export function addRowProducts(a: Rows, b: Rows, sums: Float64Array, lowerOnly = false): void {
  for (let i = 0; i < a.count; i += TILE) {
    const end = lowerOnly ? Math.min(i + TILE, b.count) : b.count;
    for (let k = 0; k < end; k += TILE) {
      if (i + TILE <= a.count && k + TILE <= end) addTile(a, i, b, k, sums);
      else addEdge(a, i, b, k, sums);
    }
  }
}

function addTile(a: Rows, i: number, b: Rows, k: number, sums: Float64Array): void {
  const { data: p, width } = a;
  const { data: q, count } = b;
  const [a0, a1, a2] = [i * width, (i + 1) * width, (i + 2) * width];
  const [b0, b1, b2] = [k * width, (k + 1) * width, (k + 2) * width];
  let [s00, s01, s02, s10, s11, s12, s20, s21, s22] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let j = 0; j < width; j++) {
    const x0 = p[a0 + j]!;
    const x1 = p[a1 + j]!;
    const x2 = p[a2 + j]!;
    const y0 = q[b0 + j]!;
    const y1 = q[b1 + j]!;
    const y2 = q[b2 + j]!;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
  }
  const to = i * count + k;
  sums[to]! += s00;
  sums[to + 1]! += s01;
  sums[to + 2]! += s02;
  sums[to + count]! += s10;
  sums[to + count + 1]! += s11;
  sums[to + count + 2]! += s12;
  sums[to + 2 * count]! += s20;
  sums[to + 2 * count + 1]! += s21;
  sums[to + 2 * count + 2]! += s22;
}

function addEdge(a: Rows, i: number, b: Rows, k: number, sums: Float64Array): void {
  const { width } = a;
  for (let r = i; r < Math.min(i + TILE, a.count); r++) {
    for (let c = k; c < Math.min(k + TILE, b.count); c++) {
      sums[r * b.count + c]! += dot(a.data, r * width, b.data, c * width, width);
    }
  }
}
