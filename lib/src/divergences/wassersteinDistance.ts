import { Normal } from "../distributions/index.js";
import { InvalidArgumentError, NoClosedFormError, ShapeError } from "../errors/index.js";
import { pairOf, type DivergenceArgument } from "./arguments.js";
import { transportCost } from "./transportCost.js";

export interface WassersteinOptions {
  /** The exponent r ≥ 1 of the distance: 1 (the default, the earth mover's) or, say, 2. */
  readonly order?: number;
  /** Where on the line the outcomes of probability vectors lie; 0, 1, 2, … if left out. */
  readonly positions?: readonly number[];
}

/**
 * The Wasserstein distance (E |X − Y|^r)^(1/r) under the best coupling, on the line: of two probability vectors, or of two
 * normal distributions. Unlike KL it depends on how far apart the outcomes lie, and needs no common support.
 *
 * @throws InvalidArgumentError for an order below 1 or positions that are not finite
 * @throws NoClosedFormError for distributions other than normal: draw from them and compare the samples
 */
export function wassersteinDistance(
  p: DivergenceArgument,
  q: DivergenceArgument,
  { order = 1, positions }: WassersteinOptions = {},
): number {
  if (!(order >= 1 && Number.isFinite(order))) {
    throw new InvalidArgumentError(`order must be a finite number from 1, but is ${String(order)}.`);
  }
  const pair = pairOf(p, q);
  if (pair.kind === "vectors") {
    const places = positions ?? Array.from(pair.p, (_, i) => i);
    checkPositions(places, pair.p.length);
    return transportCost(pair.p, pair.q, places, order) ** (1 / order);
  }
  if (pair.p instanceof Normal && pair.q instanceof Normal) return betweenNormals(pair.p, pair.q, order);
  throw new NoClosedFormError(
    "The Wasserstein distance is given for probability vectors and normal distributions.",
  );
}

/** The best coupling is the increasing one, so that X − Y is normal with mean μp − μq and deviation σp − σq. */
function betweenNormals(p: Normal, q: Normal, order: number): number {
  const mean = p.mean - q.mean;
  const sd = Math.abs(p.sd - q.sd);
  if (sd === 0) return Math.abs(mean);
  if (order === 2) return Math.hypot(mean, sd);
  const difference = new Normal(mean, sd);
  return difference.expectation((x) => Math.abs(x) ** order) ** (1 / order);
}

function checkPositions(positions: readonly number[], length: number): void {
  if (positions.length !== length) {
    throw new ShapeError(
      `positions must have ${length} entries, one per probability, but has ${positions.length}.`,
    );
  }
  if (!positions.every((position) => Number.isFinite(position))) {
    throw new InvalidArgumentError("positions must be finite numbers.");
  }
}
