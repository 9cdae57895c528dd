import { logSumExp } from "../distributions/index.js";
import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import {
  readSamplePair,
  type NumberSamples,
  type ReadSamples,
  type Samples,
  type VectorSamples,
} from "./samples.js";
import { inUnit, type UnitOptions } from "./unit.js";

type Critic<Value> = (value: Value) => number;

/**
 * The Donsker–Varadhan value of a critic T: the mean of T over samples x of p less the log of the mean of exp T over
 * samples y of q (Donsker & Varadhan 1983; as a training objective, Belghazi et al. 2018, "Mutual Information Neural
 * Estimation"). With expectations for means it is at most KL(p ‖ q), and equal to it for T = log p/q + any constant.
 *
 * From samples it is no bound: single values exceed KL, and as the log of a sample mean is too small on average, the value
 * is too large on average, by the variance of exp T over 2m (E exp T)² for large m. A critic fitted to these very samples
 * adds to that; judge it by others.
 *
 * @param x n samples of p
 * @param y m samples of q, numbers or rows like x
 * @param critic takes a number, or a row of d numbers where the samples are rows; −∞ is allowed
 * @returns nats, or bits with `{ unit: "bits" }`; −∞ if the critic is −∞ at an x, else ∞ if it is −∞ at all y
 * @throws NonFiniteError if the critic gives NaN or +∞; InvalidArgumentError if it is no function
 * @throws ShapeError for samples that are empty or ragged, or differ in dimension
 */
export function donskerVaradhan(
  x: NumberSamples,
  y: NumberSamples,
  critic: Critic<number>,
  options?: UnitOptions,
): number;
export function donskerVaradhan(
  x: VectorSamples,
  y: VectorSamples,
  critic: Critic<readonly number[]>,
  options?: UnitOptions,
): number;
export function donskerVaradhan(
  x: Samples,
  y: Samples,
  critic: Critic<number> | Critic<readonly number[]>,
  options: UnitOptions = {},
): number {
  if (typeof critic !== "function") {
    throw new InvalidArgumentError(`critic must be a function of a sample, but is ${String(critic)}.`);
  }
  const pair = readSamplePair(x, y);
  const ofX = evaluate(critic, pair.x, "x");
  const ofY = evaluate(critic, pair.y, "y");
  const mean = ofX.reduce((sum, value) => sum + value / ofX.length, 0);
  if (mean === -Infinity) return inUnit(-Infinity, options);
  return inUnit(mean - (logSumExp(ofY) - Math.log(ofY.length)), options);
}

function evaluate(
  critic: Critic<number> | Critic<readonly number[]>,
  { points, scalar }: ReadSamples,
  name: string,
): Float64Array {
  const [n, d] = points.shape as [number, number];
  return Float64Array.from({ length: n }, (_, i) => {
    const row = Array.from(points.data.subarray(i * d, (i + 1) * d));
    const value = (critic as Critic<unknown>)(scalar ? row[0] : row);
    if (typeof value === "number" && value < Infinity) return value;
    throw new NonFiniteError(
      `The critic must give a number below ∞, but at ${name}[${i}] it gives ${String(value)}.`,
    );
  });
}
