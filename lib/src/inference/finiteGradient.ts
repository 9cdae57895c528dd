import { NonFiniteError, ShapeError } from "../errors/index.js";
import { describePoint } from "./describePoint.js";

/** A function of a vector that gives as many numbers: a gradient. */
export type VectorField = (z: readonly number[]) => ArrayLike<number>;

/**
 * The gradient at z, checked.
 *
 * @param name of what it is the gradient
 * @throws ShapeError if there are not as many numbers as in z, NonFiniteError if one is not finite
 */
export function finiteGradient(gradient: VectorField, z: readonly number[], name: string): ArrayLike<number> {
  const slopes: ArrayLike<number> | undefined = gradient(z);
  if (slopes?.length !== z.length) {
    throw new ShapeError(
      `The gradient of ${name} must have ${z.length} elements, as many as z, but has ${slopes?.length ?? "none"}.`,
    );
  }
  const bad = Array.from(slopes).findIndex((slope) => !Number.isFinite(slope));
  if (bad >= 0) {
    throw new NonFiniteError(
      `The gradient of ${name} must be finite, but at z = ${describePoint(z)} its element ${bad} is ${String(slopes[bad])}.`,
    );
  }
  return slopes;
}
