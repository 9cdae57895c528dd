import { InvalidArgumentError } from "../../errors/index.js";
import { logDensityRatio } from "../densities/logDensityRatio.js";
import type { Scalar } from "../perspectiveSum.js";
import { transportDistance } from "./transportDistance.js";

const NEGLIGIBLE_TAIL = 1e-25;
const MOST_OUTCOMES = 1e7;

/** The Wasserstein distance of two discrete distributions, by their masses. @throws InvalidArgumentError for too many outcomes */
export function integerDistance(p: Scalar, q: Scalar, order: number): number {
  // Relative to the variances, so that the rare value of a nearly certain variable counts.
  const negligible = Math.max(NEGLIGIBLE_TAIL * Math.min(1, p.variance, q.variance), Number.MIN_VALUE);
  const from = Math.min(p.quantile(negligible), q.quantile(negligible));
  const to = Math.max(p.upperQuantile(negligible), q.upperQuantile(negligible));
  const outcomes = to - from + 1;
  if (!(outcomes <= MOST_OUTCOMES)) {
    throw new InvalidArgumentError(`The supports are too wide to be summed over: ${outcomes} outcomes.`);
  }
  const ratio = logDensityRatio(p, q);
  const places = Float64Array.from({ length: outcomes }, (_, i) => from + i);
  const masses = Array.from(places, (k) => {
    const [a, b] = [Math.exp(p.logProb(k)), Math.exp(q.logProb(k))];
    const close = a > 0 && b > 0 && Math.abs(ratio(k)) < 1;
    return { a, b, difference: close ? b * Math.expm1(ratio(k)) : a - b };
  });
  return transportDistance(masses, places, order);
}
