import type { MatrixLike, NdArray } from "../array/index.js";
import type { EmStart } from "./emIterations.js";
import { emSearch, type SearchTurn } from "./emSearch.js";
import { toEmStep, type EmStep } from "./EmStep.js";
import { expectationMaximization } from "./expectationMaximization.js";
import type { FittedMixture } from "./FittedMixture.js";
import {
  resolveOptions,
  type GaussianMixtureOptions,
  type ResolvedOptions,
} from "./GaussianMixtureOptions.js";
import { MixtureModel } from "./MixtureModel.js";
import type { MixtureParameters } from "./MixtureParameters.js";
import { parameterCount } from "./parameterCount.js";
import type { RowSource } from "./passes/RowSource.js";
import type { Work } from "./Work.js";

/**
 * A mixture of Gaussians fitted by expectation–maximisation (Dempster, Laird & Rubin 1977), with scikit-learn's options
 * and meanings. Data are rows of numbers or an array of shape `[n, d]`; likelihoods are in nats. The lower bound is that after
 * the E step, mean nats per example.
 *
 * With `regCovar: 0` no step lowers the likelihood, but for rounding, which grows with the covariances' condition numbers. With a positive one, which adds to the variances that maximise it, a step can.
 */
export class GaussianMixture extends MixtureModel<MixtureParameters, EmStep> {
  /** @throws InvalidArgumentError if an option is out of range */
  constructor(options: GaussianMixtureOptions = {}) {
    super(resolveOptions(options), "GaussianMixture");
  }

  /** Akaike's criterion: −2 ln p(X) + 2 × free parameters; lower is better. */
  aic(X: MatrixLike): number {
    return this.#criterion(X, () => 2);
  }

  /** The Bayesian criterion: −2 ln p(X) + ln n × free parameters; lower is better. */
  bic(X: MatrixLike): number {
    return this.#criterion(X, Math.log);
  }

  protected override search(
    source: RowSource,
    rows: NdArray<Float64Array>,
    options: ResolvedOptions,
    warm: EmStart<MixtureParameters> | undefined,
  ): Work<FittedMixture, SearchTurn> {
    return emSearch(source, expectationMaximization(rows, options), options, warm);
  }

  protected override toStep(turn: SearchTurn, points?: NdArray<Float64Array>): EmStep {
    return toEmStep(turn, points);
  }

  protected override warning(): string {
    const { maxIter, tol } = this.options;
    return (
      `EM did not converge in ${maxIter} iterations: the lower bound still changed by ${tol} nats per example or more. ` +
      "Raise maxIter or tol, start elsewhere (nInit, initParams, seed), or look at the data."
    );
  }

  #criterion(X: MatrixLike, penalty: (n: number) => number): number {
    const logLikelihoods = this.scoreSamples(X);
    const total = logLikelihoods.reduce((sum, value) => sum + value, 0);
    return -2 * total + penalty(logLikelihoods.length) * parameterCount(this.parameters);
  }
}
