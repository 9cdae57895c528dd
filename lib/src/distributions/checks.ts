import { InvalidArgumentError } from "../errors/index.js";
import { Rng } from "../random/index.js";

/** @throws InvalidArgumentError unless the value is a finite number */
export function finite(value: number, name: string): number {
  if (!Number.isFinite(value))
    throw new InvalidArgumentError(`${name} must be finite, but is ${String(value)}.`);
  return value;
}

/** @throws InvalidArgumentError unless the value is finite and above zero */
export function positive(value: number, name: string): number {
  if (!(finite(value, name) > 0))
    throw new InvalidArgumentError(`${name} must be positive, but is ${value}.`);
  return value;
}

/** @throws InvalidArgumentError unless the value lies in [0, 1] */
export function probability(value: number, name: string): number {
  if (!(typeof value === "number" && value >= 0 && value <= 1)) {
    throw new InvalidArgumentError(`${name} must lie between 0 and 1, but is ${String(value)}.`);
  }
  return value;
}

/** @throws InvalidArgumentError for NaN and for what is no number */
export function notNaN(value: number, name: string): number {
  if (typeof value !== "number" || Number.isNaN(value)) {
    throw new InvalidArgumentError(`${name} must be a number, but is ${String(value)}.`);
  }
  return value;
}

/** @throws InvalidArgumentError unless the value is an array */
export function list<Value>(values: readonly Value[], name: string): Value[] {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    throw new InvalidArgumentError(`${name} must be an array, but is ${String(values)}.`);
  }
  return Array.from<Value>(values);
}

/** @throws InvalidArgumentError unless it is a generator */
export function generator(rng: Rng): Rng {
  if (rng instanceof Rng) return rng;
  throw new InvalidArgumentError(`Draws need a generator: pass new Rng(seed) as rng, not ${String(rng)}.`);
}

/** @throws InvalidArgumentError unless n is a non-negative integer */
export function sampleSize(n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new InvalidArgumentError(
      `The number of samples must be a non-negative integer, but is ${String(n)}.`,
    );
  }
  return n;
}

/** @throws InvalidArgumentError unless 0 < value ≤ 1 */
export function positiveProbability(value: number, name: string): number {
  if (probability(value, name) === 0)
    throw new InvalidArgumentError(`${name} must be a positive probability, but is 0.`);
  return value;
}

/** @throws InvalidArgumentError unless the value is a non-negative integer below 2⁵³ */
export function count(value: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError(`${name} must be an integer from 0 to 2^53 - 1, but is ${String(value)}.`);
  }
  return value;
}
