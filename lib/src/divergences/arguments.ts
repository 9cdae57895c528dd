import { isNdArray, type NdArray } from "../array/index.js";
import { probabilityVector, type Distribution, type VectorDistribution } from "../distributions/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";

/** Probabilities of the outcomes 0 … K − 1: non-negative, with sum 1 (within 1e-6); an array has the shape `[K]`. */
export type ProbabilityVector = readonly number[] | Float32Array | Float64Array | NdArray;

export type AnyDistribution = Distribution | VectorDistribution;

/** What a divergence compares: two probability vectors or two distributions. */
export type DivergenceArgument = ProbabilityVector | AnyDistribution;

export function isProbabilityVector(p: DivergenceArgument): p is ProbabilityVector {
  return Array.isArray(p) || ArrayBuffer.isView(p) || isNdArray(p);
}

/**
 * @throws ShapeError for an array with other than one dimension
 * @throws InvalidArgumentError for probabilities that are negative, NaN or not normalised, and for none
 */
export function readProbabilities(p: ProbabilityVector, name: string): Float64Array {
  if (!isNdArray(p)) return probabilityVector(p, name);
  if (p.shape.length !== 1 || p.shape[0] !== p.data.length) {
    throw new ShapeError(
      `${name} must have shape [K], but its shape is [${p.shape.join(", ")}], with ${p.data.length} elements.`,
    );
  }
  return probabilityVector(p.data, name);
}

/** The two sides of a divergence, checked: either two vectors of equal length or two distributions of equal dimension. */
export type Pair =
  | { readonly kind: "vectors"; readonly p: Float64Array; readonly q: Float64Array }
  | { readonly kind: "distributions"; readonly p: AnyDistribution; readonly q: AnyDistribution };

/**
 * @throws InvalidArgumentError for vectors that are empty, negative, NaN or not normalised, and for a vector beside a
 *   distribution
 * @throws ShapeError for vectors of different lengths, or distributions of different dimensions
 */
export function pairOf(p: DivergenceArgument, q: DivergenceArgument): Pair {
  if (isProbabilityVector(p) && isProbabilityVector(q)) {
    const pair = { kind: "vectors", p: readProbabilities(p, "p"), q: readProbabilities(q, "q") } as const;
    if (pair.p.length !== pair.q.length) {
      throw new ShapeError(
        `p and q must have the same length, but have ${pair.p.length} and ${pair.q.length} probabilities.`,
      );
    }
    return pair;
  }
  if (!isDistribution(p) || !isDistribution(q)) {
    throw new InvalidArgumentError("p and q must be two probability vectors or two distributions.");
  }
  if (p.dimension !== q.dimension) {
    throw new ShapeError(`p and q must have the same dimension, but have ${p.dimension} and ${q.dimension}.`);
  }
  if (typeof p.mean !== typeof q.mean) {
    throw new ShapeError(
      "p and q must be both one-dimensional or both of vectors, but one is of vectors with a single coordinate.",
    );
  }
  return { kind: "distributions", p, q };
}

function isDistribution(value: unknown): value is AnyDistribution {
  return typeof value === "object" && value !== null && "logProb" in value && "support" in value;
}
