import { InvalidArgumentError, NonFiniteError, ShapeError } from "../errors/index.js";

/** Any sequence of numbers: an array or a typed array. */
export type Numbers = ArrayLike<number>;

const DIGITS = 5;

/**
 * The values as a plain array, rounded as far as no eye can see: five digits of every number, and of the range they
 * span. A notebook keeps its figures as text, so every digit counts.
 *
 * @param what how messages call the sequence
 * @throws ShapeError if it is empty
 * @throws NonFiniteError if a value is NaN or infinite; the message names its index
 */
export function plotted(values: Numbers, what: string): number[] {
  if (values.length === 0) throw new ShapeError(`${what} has no values, so there is nothing to draw.`);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      throw new NonFiniteError(
        `${what} must be finite, but value ${i} is ${value}. Leave it out or repair it.`,
      );
    }
  }
  const [low, high] = extent(values);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const extra = high > low ? Math.max(0, Math.floor(Math.log10(largest / (high - low)))) : 0;
  return Array.from(values, (value) => Number(value.toPrecision(Math.min(DIGITS + extra, 17))));
}

/** The least and the greatest of some numbers, however many. */
export function extent(values: Numbers): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i] as number);
    high = Math.max(high, values[i] as number);
  }
  return [low, high];
}

/**
 * The two coordinates of a series, checked to be equally long.
 *
 * @throws ShapeError if they differ in length or are empty
 * @throws NonFiniteError if a coordinate is NaN or infinite
 */
export function plottedPair(x: Numbers, y: Numbers, what: string): { x: number[]; y: number[] } {
  if (x.length !== y.length) {
    throw new ShapeError(`${what} needs as many x as y, but has ${x.length} x and ${y.length} y.`);
  }
  return { x: plotted(x, `x of ${what}`), y: plotted(y, `y of ${what}`) };
}

/**
 * Refuses an empty list of things to draw.
 *
 * @throws InvalidArgumentError if it is empty
 */
export function notEmpty(list: ArrayLike<unknown>, what: string): void {
  if (list.length === 0)
    throw new InvalidArgumentError(`A figure needs at least one of ${what}, but got none.`);
}

/**
 * Refuses what a logarithmic axis cannot show.
 *
 * @throws InvalidArgumentError if a value is not positive; the message names its index
 */
export function positive(values: readonly number[], what: string): void {
  const bad = values.findIndex((value) => value <= 0);
  if (bad >= 0) {
    throw new InvalidArgumentError(
      `A logarithmic axis needs positive values, but ${what}[${bad}] is ${values[bad]}.`,
    );
  }
}

/** The least of 1, 2, 5, 10, … times a power of ten that is not below `step`. */
export function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= step) ?? 10);
}
