import type { Comparison } from "./Comparison.js";
import { comparisons } from "./comparisons/index.js";
import type { Sweep } from "./Sweep.js";
import { sweeps } from "./sweeps/index.js";
import type { Trial } from "./Trial.js";

/** What `npm run bench` can be asked for by name. */
export type Benchmark = Comparison | Sweep;

/** All of them, in the order in which they are run. */
export const benchmarks: readonly Benchmark[] = [...comparisons, ...sweeps];

export function isSweep(benchmark: Benchmark): benchmark is Sweep {
  return "axes" in benchmark;
}

/** All that a benchmark runs. */
export function trialsOf(benchmark: Benchmark): readonly Trial[] {
  return isSweep(benchmark)
    ? benchmark.axes.flatMap(({ points }) => points.map(({ trial }) => trial))
    : [benchmark];
}
