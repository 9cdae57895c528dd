import type { MatrixLike, NdArray } from "../../array/index.js";
import type { EmStart } from "../emIterations.js";
import { MixtureModel } from "../MixtureModel.js";
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
import type { FittedBayesianMixture } from "./FittedBayesianMixture.js";
import { variationalSearch, type BayesianTurn } from "./variationalSearch.js";

/**
 * A mixture of Gaussians whose weights, means and precisions have a prior, fitted by variational Bayes (Attias 2000; Bishop 2006,
 * section 10.2; Blei & Jordan 2006), with scikit-learn's options and meanings. Components that the data do not need lose their weight.
 *
 * The model is the same for all types of covariance: each precision has a Wishart prior. The type says where the posterior is looked
 * for: among all Wishart distributions ("full"), one for all components ("tied"), those of diagonal scale ("diag"), or of a scale that
 * is a multiple of the identity ("spherical"). The {@link elbo} is a bound on ln p(X) of that model for all of them. With
 * `regCovar: 0` no step lowers it; with a positive one, a step can.
 */
export class BayesianGaussianMixture extends MixtureModel<
  BayesianMixtureParameters,
  BayesianMixtureStep,
  ResolvedBayesianOptions,
  FittedBayesianMixture
> {
  /** @throws InvalidArgumentError if an option is out of range */
  constructor(options: BayesianGaussianMixtureOptions = {}) {
    super(resolveOptions(options), "BayesianGaussianMixture");
  }

  /**
   * ln Σₖ exp(E[ln πₖ] + E[ln N(xᵢ; μₖ, Λₖ⁻¹)]) of each row, nats: as in scikit-learn, what the E step normalises with. It lies below the
   * logarithm of the density of a new example, by Jensen's inequality.
   */
  override scoreSamples(X: MatrixLike): Float64Array {
    return super.scoreSamples(X);
  }

  /** The variational posterior of the weights: K concentrations, or the two parameters of the K sticks. */
  get weightConcentration(): WeightConcentration {
    return this.parameters.weightConcentration;
  }

  /** β of each component: how many examples its mean's precision counts for. */
  get meanPrecision(): Float64Array {
    return this.parameters.meanPrecision;
  }

  /** ν of each component's Wishart posterior; with tied covariances all the same. */
  get degreesOfFreedom(): Float64Array {
    return this.parameters.degreesOfFreedom;
  }

  /** The prior of the fit, with what was taken from the data. */
  get prior(): BayesianMixturePrior {
    return this.fitted().prior;
  }

  /**
   * The evidence lower bound after the last iteration: ln p(X) minus the Kullback–Leibler divergence of the variational posterior from
   * the exact one, for all data, in nats. It is {@link lowerBound} and all the constants that scikit-learn leaves out, so that fits with
   * other K or priors can be compared. A positive `regCovar` lowers it; −∞ with `maxIter: 0` or a singular covariance of the prior.
   */
  get elbo(): number {
    const { lowerBound, boundOffset } = this.fitted();
    return lowerBound + boundOffset;
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
