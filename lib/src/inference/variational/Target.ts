import { InvalidArgumentError, NonFiniteError } from "../../errors/index.js";
import { describePoint } from "../describePoint.js";
import { describeValue } from "../describeValue.js";
import { finiteGradient, type VectorField } from "../finiteGradient.js";

/** The user's log density and its gradient, checked at every call. */
export class Target {
  readonly #logDensity: (z: readonly number[]) => number;
  readonly #gradient: VectorField | undefined;

  /** @throws InvalidArgumentError if one is no function */
  constructor(logDensity: (z: readonly number[]) => number, gradient?: VectorField) {
    if (typeof logDensity !== "function") {
      throw new InvalidArgumentError(
        `The log density must be a function of z, but is ${String(logDensity)}.`,
      );
    }
    if (gradient !== undefined && typeof gradient !== "function") {
      throw new InvalidArgumentError(`gradient must be a function of z, but is ${String(gradient)}.`);
    }
    this.#logDensity = logDensity;
    this.#gradient = gradient;
  }

  /** @throws NonFiniteError if the value is not finite */
  logDensity(z: readonly number[]): number {
    const value = this.#logDensity(z);
    if (Number.isFinite(value)) return value;
    throw new NonFiniteError(
      value === -Infinity
        ? `The log density is −∞ at z = ${describePoint(z)}, but a normal q has mass everywhere, which makes the ELBO −∞. If z is ` +
            "bounded, transform it to all of ℝᵈ: for θ > 0 take z = ln θ, for 0 < θ < 1 its log-odds, and add the log of " +
            "|dθ/dz| to the log density. If it should be positive there, compute it in log-space."
        : `The log density must be a finite number, but at z = ${describePoint(z)} it is ${describeValue(value)}.`,
    );
  }

  /**
   * Only where there is one.
   *
   * @throws ShapeError if there are not as many numbers as in z, NonFiniteError if one is not finite
   */
  gradient(z: readonly number[]): ArrayLike<number> {
    return finiteGradient(this.#gradient!, z, "the log density");
  }
}
