import type { Agreement } from "./agreement/Agreement.js";
import { agreements } from "./agreement/index.js";
import type { Comparison } from "./Comparison.js";
import { comparisons } from "./comparisons/index.js";
import type { Sweep } from "./Sweep.js";
import { sweeps } from "./sweeps/index.js";
import type { Trial } from "./Trial.js";

/** What `npm run bench` can be asked for by name. */
export type Benchmark = Comparison | Sweep | Agreement;

/** All of them, in the order in which they are run. */
export const benchmarks: readonly Benchmark[] = [...comparisons, ...sweeps, ...agreements];

export function isSweep(benchmark: Benchmark): benchmark is Sweep {
  return "axes" in benchmark;
}

export function isAgreement(benchmark: Benchmark): benchmark is Agreement {
  return "kind" in benchmark;
}

/** All trials that a benchmark runs. */
export function trialsOf(benchmark: Benchmark): readonly Trial[] {
  if (isAgreement(benchmark)) return [];
  return isSweep(benchmark)
    ? benchmark.axes.flatMap(({ points }) => points.map(({ trial }) => trial))
    : [benchmark];
}
