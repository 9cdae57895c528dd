import { checkGenerator, type Distribution } from "../distributions/index.js";
import { NonFiniteError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { checkSamples } from "./checks.js";
import { describePoint } from "./describePoint.js";
import { describeValue } from "./describeValue.js";

/** What is drawn from: q, of which draws and the log density are needed. */
export type Proposal<Value> = Pick<Distribution<Value>, "sample" | "logProb">;

export interface DrawOptions {
  /** How many draws; at least 2. */
  readonly samples: number;
  readonly rng: Rng;
}

/**
 * f(z) at draws z from q; −∞ is allowed.
 *
 * @param name of f
 * @throws InvalidArgumentError if there are fewer than 2 samples or no generator
 * @throws NonFiniteError if a value is NaN or +∞
 */
export function valuesAtDraws<Value>(
  f: (z: Value) => number,
  q: Proposal<Value>,
  { samples, rng }: DrawOptions,
  name: string,
): Float64Array {
  checkSamples(samples);
  checkGenerator(rng);
  return Float64Array.from({ length: samples }, () => {
    const z = q.sample(rng);
    const value = f(z);
    if (value < Infinity) return value;
    throw new NonFiniteError(
      `${name} must be a number below infinity, but at z = ${describePoint(z)} it is ${value}.`,
    );
  });
}

/**
 * f(z), which may be infinite or NaN.
 *
 * @param name of f
 * @throws NonFiniteError if it is no number at all
 */
export function numberAt<Value>(f: (z: Value) => number, z: Value, name: string): number {
  const value: unknown = f(z);
  if (typeof value === "number") return value;
  throw new NonFiniteError(
    `${name} must return a number, but at z = ${describePoint(z)} it returned ${describeValue(value)}.`,
  );
}
