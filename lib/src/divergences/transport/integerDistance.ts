import { InvalidArgumentError } from "../../errors/index.js";
import { bulkOf } from "../densities/bulkOf.js";
import { logDensityRatio } from "../densities/logDensityRatio.js";
import type { Scalar } from "../scalar.js";
import { tailCoupling } from "./tailCoupling.js";
import { transportDistance } from "./transportDistance.js";

/** What tails may be left out; a high order weighs them by a high power of the distance. */
const NEGLIGIBLE_TAIL = 1e-25;
const HIGH_ORDER = 4;
const FARTHEST_TAIL = 1e-290;
const MOST_OUTCOMES = 1e7;

/** The Wasserstein distance of two discrete distributions, by their masses. @throws InvalidArgumentError for too many outcomes */
export function integerDistance(p: Scalar, q: Scalar, order: number): number {
  const { from, to } = bulkOf(p, q, order > HIGH_ORDER ? FARTHEST_TAIL : NEGLIGIBLE_TAIL);
  const outcomes = to - from + 1;
  if (!(outcomes <= MOST_OUTCOMES)) {
    throw new InvalidArgumentError(`The supports are too wide to be summed over: ${outcomes} outcomes.`);
  }
  if (outcomes > 1 && order > HIGH_ORDER) return tailCoupling(p, q, from, to, order);
  const ratio = logDensityRatio(p, q);
  const places = Float64Array.from({ length: outcomes }, (_, i) => from + i);
  const masses = Array.from(places, (k) => {
    const [a, b] = [Math.exp(p.logProb(k)), Math.exp(q.logProb(k))];
    const close = a > 0 && b > 0 && Math.abs(ratio(k)) < 1;
    return { a, b, difference: close ? b * Math.expm1(ratio(k)) : a - b };
  });
  return transportDistance(masses, places, order);
}
