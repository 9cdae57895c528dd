import type { MatrixLike, NdArray } from "../array/index.js";
import { InvalidArgumentError, NotFittedError, SingularCovarianceError } from "../errors/index.js";
import { checkColumns, checkRange, checkTrainingData } from "./checks.js";
import { coordinatesOf } from "./coordinatesOf.js";
import { covarianceOf, logDensities, type LinearGaussian } from "./LinearGaussian.js";
import { mean } from "./numerics/mean.js";
import type { Rows } from "./numerics/rowProducts.js";
import { resolveOptions, type PCAOptions, type ResolvedPCAOptions } from "./PCAOptions.js";
import { pointsAt } from "./pointsAt.js";
import { principalAxes, type PrincipalAxes } from "./principalAxes.js";

interface Fitted extends PrincipalAxes {
  /** The directions that are kept, shape `[q, d]`. */
  readonly components: Rows;
  /** In the units of the axes squared, divisor n − 1, all min(n, d). */
  readonly variances: Float64Array;
}

/**
 * Principal component analysis of centred data, with scikit-learn's options and meanings; variances have divisor n − 1.
 * Components are unit vectors by descending variance, and the entry of largest size of each is positive (of several,
 * equal to within 1.5e-8, the first). Where variances are equal, which directions of their common space are chosen is open.
 */
export class PCA {
  readonly #options: ResolvedPCAOptions;
  #fit: Fitted | undefined;

  /** @throws InvalidArgumentError if options is no object, or an option is out of range */
  constructor(options: PCAOptions = {}) {
    this.#options = resolveOptions(options);
  }

  /**
   * Finds the components of data of shape `[n, d]`.
   *
   * @throws InvalidArgumentError if nComponents is above min(n, d) or X has one row
   * @throws ShapeError if X is empty or ragged
   * @throws NonFiniteError if X is not finite, or its variances are beyond the range of a double
   */
  fit(X: MatrixLike): this {
    const points = checkTrainingData(X);
    const [n, d] = points.shape as [number, number];
    checkCount(this.#options.nComponents, n, d);
    const axes = principalAxes(points, this.#options.svdSolver);
    const variances = axes.singularValues.map((value) => value ** 2 / (n - 1));
    checkRange(inUnits(variances, axes.centre.unit), "The variances of the data");
    const q = countComponents(this.#options.nComponents, variances);
    const components = { data: axes.directions.data.slice(0, q * d), count: q, width: d };
    this.#fit = { ...axes, components, variances };
    return this;
  }

  /**
   * The coordinates of each row along the components, shape `[n, nComponents]`; whitened if so asked.
   *
   * @throws NotFittedError before a fit
   * @throws ShapeError if X is empty or ragged, or has other columns than the data of the fit
   * @throws NonFiniteError if X is not finite, or a coordinate leaves the range of a double
   */
  transform(X: MatrixLike): NdArray<Float64Array> {
    const { centre, components } = this.#fitted();
    const points = checkColumns(X, components.width, "the data of the fit");
    const factors = this.#scales().map((scale) => (scale > 0 ? centre.unit / scale : 0));
    return coordinatesOf(points, centre, components, factors);
  }

  /** {@link fit}, then {@link transform} of the same data. */
  fitTransform(X: MatrixLike): NdArray<Float64Array> {
    return this.fit(X).transform(X);
  }

  /**
   * The points that have these coordinates, shape `[n, d]`: the reconstruction of what was transformed.
   *
   * @throws NotFittedError before a fit
   * @throws ShapeError if Z is empty or ragged, or has not as many columns as there are components
   * @throws NonFiniteError if Z is not finite, or a point leaves the range of a double
   */
  inverseTransform(Z: MatrixLike): NdArray<Float64Array> {
    const { centre, components } = this.#fitted();
    const coordinates = checkColumns(Z, components.count, "there are components", "Z");
    return pointsAt(coordinates, centre, components, this.#scales());
  }

  /**
   * ln p(xᵢ) of each row, nats, under the normal distribution of probabilistic PCA with these variances, as in
   * scikit-learn: divisor n − 1, and {@link noiseVariance} in all directions left out. `ProbabilisticPCA` has the
   * parameters of maximum likelihood, with divisor n. `whiten` has no part in this or in {@link score} and {@link covariance}:
   * the model is of the data, whereas scikit-learn's with `whiten=True` scales its components a second time and differs.
   *
   * @throws SingularCovarianceError if some direction has no variance
   */
  scoreSamples(X: MatrixLike): Float64Array {
    const points = checkColumns(X, this.#fitted().components.width, "the data of the fit");
    return logDensities(this.#density(), points);
  }

  /** The mean of {@link scoreSamples}, nats per row. */
  score(X: MatrixLike): number {
    return mean(this.scoreSamples(X));
  }

  /** Orthonormal rows, shape `[nComponents, d]`, by descending variance; the entry of largest size of each is positive. */
  get components(): NdArray<Float64Array> {
    const { data, count, width } = this.#fitted().components;
    return { data, shape: [count, width] };
  }

  /** How many components are kept. */
  get nComponents(): number {
    return this.#fitted().components.count;
  }

  get mean(): Float64Array {
    return this.#fitted().centre.mean;
  }

  /** The variance of the data along each component, with divisor n − 1. */
  get explainedVariance(): Float64Array {
    const { centre, components, variances } = this.#fitted();
    return inUnits(variances.slice(0, components.count), centre.unit);
  }

  /** The same as shares of the total variance; 0 where the data do not vary at all. */
  get explainedVarianceRatio(): Float64Array {
    const { components, variances } = this.#fitted();
    return shares(variances).slice(0, components.count);
  }

  /** The singular values of the centred data that belong to the components: √((n − 1) explained variance). */
  get singularValues(): Float64Array {
    const { centre, components, singularValues } = this.#fitted();
    return singularValues.slice(0, components.count).map((value) => value * centre.unit);
  }

  /** The mean variance (divisor n − 1) along the directions left out, up to min(n, d); 0 if none is. */
  get noiseVariance(): number {
    const { centre } = this.#fitted();
    return this.#noiseVariance() * centre.unit * centre.unit;
  }

  /** The covariance of the model that {@link scoreSamples} uses, shape `[d, d]`. */
  get covariance(): NdArray<Float64Array> {
    return covarianceOf(this.#model());
  }

  #noiseVariance(): number {
    const { components, variances } = this.#fitted();
    return mean(variances.subarray(components.count));
  }

  #model(): LinearGaussian {
    const { centre, components, variances } = this.#fitted();
    const noiseVariance = this.#noiseVariance();
    return { centre, components, variances: variances.slice(0, components.count), noiseVariance };
  }

  #density(): LinearGaussian {
    const { n, components, resolution } = this.#fitted();
    const model = this.#model();
    const least =
      components.count < components.width ? model.noiseVariance : model.variances[components.count - 1]!;
    if (least > resolution ** 2 / (n - 1)) return model;
    throw new SingularCovarianceError(
      "The likelihood is unbounded: the data do not vary in some direction, and the components leave no noise there " +
        "(a constant or linearly dependent column, or no more rows than columns). " +
        "Keep fewer components, use more rows, or drop such columns.",
    );
  }

  /** What a coordinate of 1 measures, in the data's units; 0 if whitened along a direction in which nothing varies. */
  #scales(): Float64Array {
    const { n, centre, components, singularValues, resolution } = this.#fitted();
    const kept = singularValues.slice(0, components.count);
    if (!this.#options.whiten) return kept.fill(1);
    return kept.map((value) => (value > resolution ? (value / Math.sqrt(n - 1)) * centre.unit : 0));
  }

  #fitted(): Fitted {
    if (!this.#fit) throw new NotFittedError("This PCA is not fitted yet. Call fit(X) first.");
    return this.#fit;
  }
}

function inUnits(variances: Float64Array, unit: number): Float64Array {
  return variances.map((variance) => variance * unit * unit);
}

function shares(variances: Float64Array): Float64Array {
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  return variances.map((variance) => (total > 0 ? variance / total : 0));
}

function checkCount(nComponents: number | undefined, n: number, d: number): void {
  if (nComponents !== undefined && nComponents > Math.min(n, d)) {
    throw new InvalidArgumentError(
      `nComponents must be at most ${Math.min(n, d)}, the smaller side of X, ` +
        `but it is ${nComponents} and X has shape [${n}, ${d}].`,
    );
  }
}

/** The count that was asked for; for a share, the fewest that explain more than it. */
function countComponents(nComponents: number | undefined, variances: Float64Array): number {
  if (nComponents === undefined) return variances.length;
  if (nComponents >= 1) return nComponents;
  let sum = 0;
  const enough = shares(variances).findIndex((share) => (sum += share) > nComponents);
  return enough >= 0 ? enough + 1 : variances.length;
}
