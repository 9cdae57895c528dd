import type { Comparison } from "../Comparison.js";
import { drawnMixture, oldFaithfulMixture } from "../inputs/mixtureInputs.js";
import { emIteration } from "./emIteration.js";

/** EM on Old Faithful, and on rows that are many, many and wide, and wide. */
export const em: readonly Comparison[] = [
  emIteration({
    ...{ name: "em-272-2-2", n: 272, d: 2, K: 2, data: "Old Faithful" },
    ...{ iterations: 200, stepsPerTurn: 20, sharesRows: false, bar: 0.2 },
    inputs: () => oldFaithfulMixture(2),
  }),
  onDrawnRows({ name: "em-100k-2-8", n: 100_000, d: 2, K: 8, bar: 0.4 }),
  onDrawnRows({ name: "em-50k-16-8", n: 50_000, d: 16, K: 8, bar: 0.8 }),
  onDrawnRows({ name: "em-20k-64-10", n: 20_000, d: 64, K: 10, bar: 1 }),
];

function onDrawnRows(size: { name: string; n: number; d: number; K: number; bar: number }): Comparison {
  return emIteration({
    ...size,
    data: `${size.n} × ${size.d} rows`,
    ...{ iterations: 10, stepsPerTurn: 1, sharesRows: true },
    inputs: () => drawnMixture(size),
  });
}
