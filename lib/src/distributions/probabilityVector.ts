import { InvalidArgumentError } from "../errors/index.js";

const TOLERANCE = 1e-6;

/**
 * Checks a vector of probabilities and gives a copy whose sum is 1 to rounding.
 *
 * @throws InvalidArgumentError if it is empty, has a negative, infinite or NaN entry or one that is no number, or its sum is not 1 within 1e-6
 */
export function probabilityVector(values: ArrayLike<number>, name: string): Float64Array {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    throw new InvalidArgumentError(
      `${name} must be an array of probabilities, but is of type ${typeof values}.`,
    );
  }
  const odd = Array.prototype.findIndex.call(values, (value) => typeof value !== "number");
  if (odd >= 0) {
    throw new InvalidArgumentError(`${name}[${odd}] must be a probability, but is ${String(values[odd])}.`);
  }
  // −0 + 0 = 0: a reciprocal would tell them apart.
  const vector = Float64Array.from(values, (value: number) => value + 0);
  if (vector.length === 0)
    throw new InvalidArgumentError(`${name} must have at least one probability, but is empty.`);
  vector.forEach((value, i) => {
    if (!(value >= 0 && Number.isFinite(value))) {
      throw new InvalidArgumentError(`${name}[${i}] must be a probability, but is ${value}.`);
    }
  });
  const total = vector.reduce((sum, value) => sum + value, 0);
  if (Math.abs(total - 1) > TOLERANCE) {
    throw new InvalidArgumentError(
      `${name} must sum to 1 (within ${TOLERANCE}), but sums to ${total}. Normalise it.`,
    );
  }
  // Dividing by a sum that is 1 but for rounding would only add rounding errors of its own.
  const rounding = vector.length * Number.EPSILON;
  return Math.abs(total - 1) <= rounding ? vector : vector.map((value) => value / total);
}
