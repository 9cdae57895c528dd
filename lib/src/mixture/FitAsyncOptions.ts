import type { EmStep } from "./EmStep.js";

export interface FitAsyncOptions<Step = EmStep> {
  /** Stops the fit: the promise is rejected with the signal's reason, and the best fit so far is kept. */
  readonly signal?: AbortSignal;
  readonly onIteration?: (step: Step) => void;
  /**
   * How many worker threads share the rows; with 0 or 1, this thread does the work, as it does for chunks. The result is the
   * same to the bit. Default: in Node.js as many as there are processors where an iteration is long, else none.
   */
  readonly workers?: number;
}
