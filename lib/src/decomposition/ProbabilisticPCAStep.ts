import type { NdArray } from "../array/index.js";

/** One EM step, as `ProbabilisticPCA.iterate` gives it; it keeps its values when EM goes on. */
export interface ProbabilisticPCAStep {
  /** From 1. */
  readonly iteration: number;
  /** The exact log-likelihood of the parameters after this step, mean nats per row; it never falls. */
  readonly logLikelihood: number;
  /** W after this step, shape `[d, q]`, in the form that `ProbabilisticPCA.loadings` has. */
  readonly loadings: NdArray<Float64Array>;
  /** σ² after this step. */
  readonly noiseVariance: number;
  /** Whether the rise still to be expected is at most `tol`. */
  readonly converged: boolean;
}
