import { InvalidArgumentError, NonFiniteError } from "../../errors/index.js";
import type { Scalar } from "../scalar.js";
import { bulkOf } from "./bulkOf.js";
import { logDensityRatio } from "./logDensityRatio.js";
import type { Term } from "./overlap.js";

const NEGLIGIBLE_TAIL = 1e-25;
const NEGLIGIBLE_TERM = 1e-18;
const MOST_TERMS = 1e8;
/** How far beyond the bulk terms may go on that do not become negligible. */
const MOST_EXTENSION = 1e5;

/**
 * The sum over the integers of exp(term(log p/q, log m)), m = ½p + ½q, as its logarithm: it may be out of a double's range.
 *
 * @throws InvalidArgumentError for too many terms, NonFiniteError if they do not become negligible
 */
export function logMassSum(p: Scalar, q: Scalar, term: Term): number {
  let largest = -Infinity;
  let sum = 0;
  eachMass(p, q, (logRatio, logMass) => {
    const value = term(logRatio, logMass);
    if (value === -Infinity) return true;
    if (value > largest) {
      sum = sum * Math.exp(largest - value) + 1;
      largest = value;
      return false;
    }
    const share = Math.exp(value - largest);
    sum += share;
    return share <= NEGLIGIBLE_TERM * sum;
  });
  return largest + Math.log(sum);
}

/** The sum over the integers of term(log p/q, log m). @throws as {@link logMassSum} */
export function massSum(p: Scalar, q: Scalar, term: Term): number {
  let sum = 0;
  eachMass(p, q, (logRatio, logMass) => {
    const value = term(logRatio, logMass);
    sum += value;
    return Math.abs(value) <= NEGLIGIBLE_TERM * Math.abs(sum);
  });
  return sum;
}

/** Adds the bulk of both, and then outwards from it until terms are negligible. */
function eachMass(p: Scalar, q: Scalar, add: (logRatio: number, logMass: number) => boolean): void {
  const ratio = logDensityRatio(p, q);
  const at = (k: number): boolean => {
    const logP = p.logProb(k);
    const logQ = q.logProb(k);
    const larger = Math.max(logP, logQ);
    if (larger === -Infinity) return true;
    return add(ratio(k), larger - Math.LN2 + Math.log1p(Math.exp(Math.min(logP, logQ) - larger)));
  };
  const { from, to } = bulkOf(p, q, NEGLIGIBLE_TAIL);
  if (!(to - from < MOST_TERMS)) {
    throw new InvalidArgumentError(
      `The supports have too many integers to be summed over (${from} to ${to}). Average over samples instead.`,
    );
  }
  for (let k = from; k <= to; k++) at(k);
  outwards(from, -1, Math.min(p.support.lower, q.support.lower), at);
  outwards(to, 1, Math.max(p.support.upper, q.support.upper), at);
}

function outwards(from: number, step: number, end: number, at: (k: number) => boolean): void {
  for (let k = from; k !== end;) {
    k += step;
    if (at(k)) return;
    if (Math.abs(k - from) > MOST_EXTENSION) {
      throw new NonFiniteError("The sum is infinite, or its terms fall off too slowly to be added up.");
    }
  }
}
