import type { NdArray } from "../../array/index.js";
import type { Rng } from "../../random/index.js";
import type { Work } from "../Work.js";
import { overChunks, type RowChunks } from "./overChunks.js";

/** How many rows there are, and some of them, any as likely as any other: `[min(n, size), d]`. */
export interface RowSample {
  readonly n: number;
  readonly rows: NdArray<Float64Array>;
}

/** Draws rows without replacement in one pass (Vitter 1985, algorithm R). Where all fit, they keep their order. */
export function* sampleChunks(chunks: RowChunks, size: number, rng: Rng): Work<RowSample> {
  const rows: Float64Array[] = [];
  const n = yield* overChunks(chunks, undefined, function* ({ data, shape }, firstRow) {
    const [count, d] = shape as [number, number];
    for (let i = 0; i < count; i++) {
      const place = rows.length < size ? rows.length : rng.integer(firstRow + i + 1);
      if (place < size) rows[place] = data.slice(i * d, (i + 1) * d);
    }
    yield;
  });
  const d = rows[0]!.length;
  const data = new Float64Array(rows.length * d);
  rows.forEach((row, i) => data.set(row, i * d));
  return { n, rows: { data, shape: [rows.length, d] } };
}
