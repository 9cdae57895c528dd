import type { NdArray } from "../../array/index.js";
import type { RngState } from "../../random/index.js";

/** Arrays by the names of the variables they belong to. */
export type NamedArrays = Readonly<Record<string, NdArray<Float32Array>>>;

/** All that a training step remembers. Loaded into a step of the same loss, it goes on as if it had never stopped. */
export interface StepState {
  /** Steps taken. */
  readonly steps: number;
  readonly variables: NamedArrays;
  /** The optimiser's own arrays by kind (Adam's `firstMoment` and `secondMoment`, momentum's `velocity`). */
  readonly slots: Readonly<Record<string, NamedArrays>>;
  /** Of the generator that the step draws from; null if it was given none. */
  readonly rng: RngState | null;
}
