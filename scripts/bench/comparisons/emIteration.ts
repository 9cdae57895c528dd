import { availableParallelism } from "node:os";
import type { Comparison } from "../Comparison.js";
import type { Inputs } from "../Trial.js";
import { ourEm, scikitLearnEm, type EmWork } from "./emContestants.js";

/** What tells one of these comparisons from another. */
interface EmOptions extends EmWork {
  readonly name: string;
  readonly data: string;
  readonly inputs: () => Promise<Inputs>;
  readonly bar: number;
  /** Whether ours takes part with worker threads as well; else its one thread is compared with all of scikit-learn's. */
  readonly sharesRows: boolean;
}

/**
 * An iteration of EM with full covariances against scikit-learn, each with one thread and with as many as there are
 * processors. A step is a fit of a fixed number of iterations from a start that is given to all.
 */
export function emIteration(options: EmOptions): Comparison {
  const { name, data, K, iterations, bar, inputs, sharesRows } = options;
  const processors = availableParallelism();
  const threads = [...new Set([1, processors])];
  const ours = sharesRows
    ? threads.map((count) => ourEm(options, count))
    : [{ ...ourEm(options, 1), maxThreads: processors }];
  return {
    name,
    title: `one iteration of EM with ${K} Gaussians and full covariances on ${data}`,
    peers: "fastest scikit-learn",
    bar,
    unit: { name: "iteration", perStep: iterations },
    result: "log-likelihood (nats)",
    tolerance: 1e-9,
    inputs,
    contestants: [...ours, ...threads.map((count) => scikitLearnEm(options, count))],
  };
}
