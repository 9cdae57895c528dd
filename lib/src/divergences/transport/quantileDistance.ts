import { integrate } from "../../distributions/index.js";
import { InvalidArgumentError, NonFiniteError } from "../../errors/index.js";
import { signChanges } from "../densities/signChanges.js";
import { FURTHEST_LOGIT, inOrder, logitAt, LOGITS, pointAt, tailOf } from "../densities/logit.js";
import { parts, placesOf } from "../densities/parts.js";
import { momentLimit } from "../densities/tails.js";
import type { Scalar } from "../scalar.js";
import { familyGap, quantileGap, type QuantileGap } from "./quantileGap.js";

const NEGLIGIBLE_TAIL = 1e-30;
const MOST_STEPS = 1e5;
/** What the integrand may still be at the ends, relative to the integral. */
const NEGLIGIBLE_END = 1e-13;

/**
 * (∫₀¹ |Qp(u) − Qq(u)|^r du)^(1/r) with the quantile functions Q, at least one of them continuous: by quadrature in the logit of
 * u, between the places where they cross and the steps of a discrete one.
 *
 * @throws NonFiniteError if the tails are too heavy to tell whether the integral is finite
 * @throws InvalidArgumentError if a discrete distribution takes too many values
 */
export function quantileDistance(p: Scalar, q: Scalar, order: number): number {
  const family = familyGap(p, q);
  if (family?.constant !== undefined) return Math.abs(family.constant);
  const [limitP, limitQ] = [momentLimit(p), momentLimit(q)];
  if (order >= Math.min(limitP, limitQ) && (limitP !== limitQ || family)) return Infinity;
  return normOf(pieces(p, q, family?.gap ?? quantileGap(p, q)), order);
}

/** A stretch of logits in panels, and Qp − Qq on it. */
interface Piece {
  readonly logits: readonly number[];
  readonly gap: QuantileGap;
}

/** The line of logits in pieces: a discrete quantile function steps between pieces. */
function pieces(p: Scalar, q: Scalar, gap: QuantileGap): Piece[] {
  const discrete = [p, q].find(({ support }) => support.discrete);
  const smooth = [p, q].filter(({ support }) => !support.discrete);
  const features = inOrder([
    ...LOGITS,
    ...smooth.flatMap((one) =>
      parts(one)
        .flatMap(({ part }) => placesOf(part))
        .map((x) => logitAt(one, x)),
    ),
  ]);
  if (discrete === undefined) return [{ logits: features, gap }];
  const continuous = smooth[0] as Scalar;
  const steps = [-FURTHEST_LOGIT, ...stepsOf(discrete), FURTHEST_LOGIT];
  return steps.slice(1).map((to, k) => {
    const from = steps[k] as number;
    // The one value of the discrete one there; which of the two it is taken from does not matter.
    const value = pointAt(discrete, (from + to) / 2);
    const logits = [from, ...features.filter((s) => s > from && s < to), to];
    return { logits, gap: (s) => pointAt(continuous, s) - value };
  });
}

function stepsOf(p: Scalar): number[] {
  const from = p.quantile(NEGLIGIBLE_TAIL);
  const to = p.upperQuantile(NEGLIGIBLE_TAIL);
  if (!(to - from <= MOST_STEPS)) {
    throw new InvalidArgumentError(
      `A discrete distribution has too many values to be compared with a continuous one (${from} to ${to}).`,
    );
  }
  const logits = Array.from({ length: to - from + 1 }, (_, k) => logitAt(p, from + k));
  return inOrder(logits.filter((s) => Math.abs(s) < FURTHEST_LOGIT));
}

/** (∫ |gap|^order du)^(1 / order). */
function normOf(all: readonly Piece[], order: number): number {
  // Relative to the largest contribution, so that no power overflows.
  const size = (gap: QuantileGap, s: number): number =>
    Math.abs(gap(s)) * (tailOf(s) * (1 - tailOf(s))) ** (1 / order);
  const largest = all.map(({ logits, gap }) =>
    middles(logits).reduce((most, s) => Math.max(most, size(gap, s)), 0),
  );
  const scale = largest.reduce((most, value) => Math.max(most, value), 0);
  if (scale === 0) return 0;
  const integrand = (gap: QuantileGap, s: number): number => (size(gap, s) / scale) ** order;
  const cost = all.reduce((sum, { logits, gap }) => {
    const panels = inOrder([...logits, ...signChanges(gap, logits)]);
    return sum + integrate((s) => integrand(gap, s), panels);
  }, 0);
  const [first, last] = [all[0] as Piece, all.at(-1) as Piece];
  const ends = integrand(first.gap, -FURTHEST_LOGIT) + integrand(last.gap, FURTHEST_LOGIT);
  if (ends > NEGLIGIBLE_END * cost) {
    throw new NonFiniteError(
      "The Wasserstein distance is infinite, or the tails are too heavy to integrate: compare samples, or another divergence.",
    );
  }
  return scale * cost ** (1 / order);
}

function middles(logits: readonly number[]): number[] {
  return logits.slice(1).map((to, i) => ((logits[i] as number) + to) / 2);
}
