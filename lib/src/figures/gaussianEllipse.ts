import {
  InvalidArgumentError,
  NonFiniteError,
  ShapeError,
  SingularCovarianceError,
} from "../errors/index.js";

/** Options of {@link gaussianEllipse}. */
export interface GaussianEllipseOptions {
  /** How many standard deviations from the mean. Default: 2 (it holds 1 − e⁻² = 86.5 % of a Gaussian in the plane). */
  readonly sds?: number;
  /** Number of points; the last repeats the first. Default: 73. */
  readonly points?: number;
}

/**
 * The curve of constant density of a Gaussian in the plane: mean + sds · L (cos t, sin t), with covariance = L Lᵀ.
 *
 * @param mean of length 2
 * @param covariance 2 × 2, symmetric
 * @throws ShapeError if mean or covariance is not two-dimensional
 * @throws NonFiniteError if one of their numbers is NaN or infinite
 * @throws SingularCovarianceError if the covariance is not positive definite
 * @throws InvalidArgumentError if the covariance is not symmetric or `sds` not positive
 */
export function gaussianEllipse(
  mean: ArrayLike<number>,
  covariance: readonly ArrayLike<number>[],
  { sds = 2, points = 73 }: GaussianEllipseOptions = {},
): { x: number[]; y: number[] } {
  if (mean.length !== 2 || covariance.length !== 2 || !covariance.every((row) => row.length === 2)) {
    throw new ShapeError("An ellipse needs a mean of length 2 and a covariance of shape [2, 2].");
  }
  const [[mx, my], [[vx, cxy], [cyx, vy]]] = [mean, covariance] as unknown as [Pair, [Pair, Pair]];
  if (![mx, my, vx, cxy, cyx, vy].every(Number.isFinite)) {
    throw new NonFiniteError("Mean and covariance of an ellipse must be finite.");
  }
  if (Math.abs(cxy - cyx) > 1e-6 * Math.max(vx, vy)) {
    throw new InvalidArgumentError(
      `A covariance is symmetric, but this one has ${cxy} and ${cyx} beside its diagonal.`,
    );
  }
  if (!(sds > 0)) throw new InvalidArgumentError(`sds must be positive, but it is ${sds}.`);
  const l11 = Math.sqrt(vx);
  const l21 = cxy / l11;
  const l22 = Math.sqrt(vy - l21 * l21);
  if (!(l11 > 0 && l22 > 0)) {
    throw new SingularCovarianceError(`[[${vx}, ${cxy}], [${cyx}, ${vy}]] is not positive definite.`);
  }
  const turns = Array.from({ length: points }, (_, i) => (2 * Math.PI * (i % (points - 1))) / (points - 1));
  return {
    x: turns.map((t) => mx + sds * l11 * Math.cos(t)),
    y: turns.map((t) => my + sds * (l21 * Math.cos(t) + l22 * Math.sin(t))),
  };
}

type Pair = [number, number];
