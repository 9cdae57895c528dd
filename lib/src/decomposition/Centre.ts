import type { NdArray } from "../array/index.js";
import { NonFiniteError } from "../errors/index.js";
import type { Rows } from "./numerics/rowProducts.js";

/** Where data lie and how far they spread: (x − mean − correction) / unit are numbers around 0, of size 1 or so. */
export interface Centre {
  readonly mean: Float64Array;
  /** What the mean, rounded, is short of the mean: with data far from 0 that is not little beside their spread. */
  readonly correction: Float64Array;
  /** A power of two, so that scaling does not round. Squares of data in this unit stay within the range of a double. */
  readonly unit: number;
}

const smallestNormal = 2 ** -1022;

/** @throws NonFiniteError if the spread of the data is beyond the range of a double */
export function centreOf({ data, shape }: NdArray<Float64Array>): Centre {
  const [n, d] = shape as [number, number];
  const first = data.subarray(0, d);
  // From the first row on, so that a constant column has exactly itself as mean.
  const mean = meanFrom(data, n, first).map((offset, j) => first[j]! + offset);
  const correction = meanFrom(data, n, mean);
  let largest = 0;
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < d; j++, at++) largest = Math.max(largest, Math.abs(data[at]! - mean[j]!));
  }
  if (!Number.isFinite(largest)) {
    throw new NonFiniteError(
      "The differences between the rows of X overflow. Rescale X, by 1e-200 for example.",
    );
  }
  const unit = largest > 0 ? Math.max(2 ** Math.floor(Math.log2(largest)), smallestNormal) : 1;
  return { mean, correction, unit };
}

/** Variance, in units of `unit` squared, that numbers as far from 0 as these have from being rounded to doubles. */
export function roundingVariance({ mean, unit }: Centre): number {
  const meanSquare = mean.reduce((sum, value) => sum + (value / unit) ** 2 / mean.length, 0);
  return (2 * Number.EPSILON) ** 2 * meanSquare;
}

/** The mean of x − origin, column by column. */
function meanFrom(data: Float64Array, n: number, origin: Float64Array): Float64Array {
  const d = origin.length;
  const sums = new Float64Array(d);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < d; j++, at++) sums[j]! += data[at]! - origin[j]!;
  }
  return sums.map((sum) => sum / n);
}

/** Centred rows in units of `centre.unit`, with the number of the first. */
interface CentredBlock extends Rows {
  readonly start: number;
}

/** The centred rows of the data, `size` at a time, all in one buffer: each block is overwritten by the next. */
export function* centredBlocks(
  { data, shape }: NdArray<Float64Array>,
  { mean, correction, unit }: Centre,
  size = 64,
): Generator<CentredBlock, void, undefined> {
  const [n, d] = shape as [number, number];
  const buffer = new Float64Array(Math.min(size, n) * d);
  const scale = 1 / unit;
  for (let start = 0; start < n; start += size) {
    const count = Math.min(size, n - start);
    for (let i = 0, at = 0, from = start * d; i < count; i++) {
      for (let j = 0; j < d; j++, at++, from++) {
        buffer[at] = (data[from]! - mean[j]! - correction[j]!) * scale;
      }
    }
    yield { data: buffer.subarray(0, count * d), count, width: d, start };
  }
}
