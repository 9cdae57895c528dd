import type * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../random/index.js";
import type { Optimizer } from "./optimizers/index.js";

/** What a loss is trained with. */
export interface CompileOptions {
  /**
   * What is trained; the loss must have a gradient for each. Given by name, the names are those of `state()`; in an
   * array, the variables' own names are.
   */
  readonly variables: readonly tf.Variable[] | Readonly<Record<string, tf.Variable>>;
  /** `adam({ … })` or `sgd({ … })`. */
  readonly optimizer: Optimizer;
  /** What `random` draws from; it moves on with every step. May be left out by a loss that draws nothing. */
  readonly rng?: Rng;
  /**
   * `auto` (default) runs one graph on native TensorFlow and operation by operation on the other backends. `eager` is
   * operation by operation everywhere: slower, but `print`, breakpoints and reading values work inside the loss.
   */
  readonly mode?: "auto" | "eager";
  /** How many shapes of inputs are kept compiled at a time, 8 by default; the one unused for longest makes room. */
  readonly maxTraces?: number;
}
