import type { MatrixLike, NdArray } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import type { EmStart } from "../emIterations.js";
import type { FitAsyncOptions } from "../FitAsyncOptions.js";
import { MixtureModel } from "../MixtureModel.js";
import type { RowChunks } from "../passes/overChunks.js";
import type { RowSource } from "../passes/RowSource.js";
import type { Work } from "../Work.js";
import {
  resolveOptions,
  type BayesianGaussianMixtureOptions,
  type ResolvedBayesianOptions,
} from "./BayesianGaussianMixtureOptions.js";
import type { BayesianMixtureParameters, WeightConcentration } from "./BayesianMixtureParameters.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";
import { toBayesianStep, type BayesianMixtureStep } from "./BayesianMixtureStep.js";
import { elboOf } from "./elboOf.js";
import type { FittedBayesianMixture } from "./FittedBayesianMixture.js";
import { variationalSearch, type BayesianTurn } from "./variationalSearch.js";

/**
 * A mixture of Gaussians whose weights, means and precisions have a prior, fitted by variational Bayes (Attias 2000; Bishop 2006,
 * section 10.2; Blei & Jordan 2006), with scikit-learn's options and meanings. Components that the data do not need lose their weight.
 *
 * The model is the same for all types of covariance: each precision has a Wishart prior. The type says where the posterior is looked
 * for: among all Wishart distributions ("full"), one for all components ("tied"), those of diagonal scale ("diag"), or of a scale that
 * is a multiple of the identity ("spherical"). The {@link elbo} is a bound on ln p(X) of that model for all of them, and with any
 * `regCovar`. With 0 no step lowers it, but for rounding, which grows with the condition numbers; with a positive one, which keeps the posterior from its optimum, a step can.
 */
export class BayesianGaussianMixture extends MixtureModel<
  BayesianMixtureParameters,
  BayesianMixtureStep,
  ResolvedBayesianOptions,
  FittedBayesianMixture
> {
  /**
   * @throws InvalidArgumentError if an option is out of range. Options that depend on the data are checked by the fit: it throws a
   * ShapeError, InvalidArgumentError, NonFiniteError or SingularCovarianceError that names the option.
   */
  constructor(options: BayesianGaussianMixtureOptions = {}) {
    super(resolveOptions(options), "BayesianGaussianMixture");
  }

  /**
   * ln Σₖ exp(E[ln πₖ] + E[ln N(xᵢ; μₖ, Λₖ⁻¹)]) of each row, nats: as in scikit-learn, what the E step normalises with. It lies below the
   * logarithm of the density of a new example, by Jensen's inequality.
   *
   * @throws NotFittedError before a fit
   * @throws ShapeError if X is ragged or has other columns than the data of the fit; NonFiniteError if it is not finite, or a row lies
   * too far from every component
   */
  override scoreSamples(X: MatrixLike): Float64Array {
    return super.scoreSamples(X);
  }

  /** The variational posterior of the weights: K concentrations, or the two parameters of the K sticks. @throws NotFittedError before a fit */
  get weightConcentration(): WeightConcentration {
    return this.parameters.weightConcentration;
  }

  /** β of each component: how many examples its mean's precision counts for. @throws NotFittedError before a fit */
  get meanPrecision(): Float64Array {
    return this.parameters.meanPrecision;
  }

  /** ν of each component's Wishart posterior; with tied covariances all the same. @throws NotFittedError before a fit */
  get degreesOfFreedom(): Float64Array {
    return this.parameters.degreesOfFreedom;
  }

  /** The prior of the fit, with what was taken from the data. @throws NotFittedError before a fit */
  get prior(): BayesianMixturePrior {
    return this.fitted().prior;
  }

  /**
   * The evidence lower bound after the last iteration: ln p(X) minus the Kullback–Leibler divergence of the variational posterior from
   * the exact one, for all data, in nats. So fits with other K, priors or `regCovar` can be compared. −∞ with `maxIter: 0` or a singular
   * covariance of the prior.
   *
   * It is {@link lowerBound} and what scikit-learn leaves out there: all constants, and ½ regCovar Σₖ (νₖ − ν₀) tr E[Λₖ]. Without the
   * latter it would be too low, since `lowerBound` has the form that the ELBO (Bishop 2006, equation 10.70) takes for the posterior that
   * is optimal under its responsibilities, and the posterior is that only with `regCovar: 0`.
   *
   * @throws NotFittedError before a fit
   */
  get elbo(): number {
    const fit = this.fitted();
    return elboOf(fit, fit);
  }

  /**
   * Like {@link fit}, with the same result, while the event loop turns: between iterations, and every few milliseconds within
   * one.
   *
   * @param X data, or a function that gives them in chunks: it is called once for every pass, and its rows are never held in
   * memory together; starts are then taken from at least 10,000 of the rows, drawn at random
   * @throws InvalidArgumentError if X comes in chunks and `responsibilitiesInit` is given
   * @throws what {@link fit} throws, as a rejection, and the reason of the signal; BackendError if a worker thread fails
   */
  override async fitAsync(
    X: MatrixLike | RowChunks,
    options: FitAsyncOptions<BayesianMixtureStep> = {},
  ): Promise<this> {
    if (typeof X === "function" && this.options.responsibilitiesInit) {
      throw new InvalidArgumentError(
        "responsibilitiesInit needs all rows of X in memory, so X cannot be a function that gives chunks. " +
          "Give X as a matrix, or start with initParams.",
      );
    }
    return super.fitAsync(X, options);
  }

  protected override search(
    source: RowSource,
    rows: NdArray<Float64Array>,
    options: ResolvedBayesianOptions,
    warm: EmStart<BayesianMixtureParameters> | undefined,
  ): Work<FittedBayesianMixture, BayesianTurn> {
    return variationalSearch(source, rows, options, warm);
  }

  protected override toStep(turn: BayesianTurn, points?: NdArray<Float64Array>): BayesianMixtureStep {
    return toBayesianStep(turn, points);
  }

  protected override warning(): string {
    const { maxIter, tol } = this.options;
    return (
      `Variational Bayes did not converge in ${maxIter} iterations: the lower bound still changed by ${tol} nats or more. ` +
      "Raise maxIter or tol, start elsewhere (nInit, initParams, seed), or look at the data."
    );
  }
}
