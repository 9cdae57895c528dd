import { NonFiniteError } from "../errors/index.js";
import { describePoint } from "./describePoint.js";
import { describeValue } from "./describeValue.js";

/**
 * f(z), checked.
 *
 * @param name of f
 * @throws NonFiniteError if it is not finite
 */
export function finiteValue<Point>(f: (z: Point) => number, z: Point, name: string): number {
  const value = f(z);
  if (Number.isFinite(value)) return value;
  throw new NonFiniteError(
    `${name} must be finite, but at z = ${describePoint(z)} it is ${describeValue(value)}.`,
  );
}
