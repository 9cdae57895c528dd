import type { CallSite } from "./callSite.js";

/** Operations that draw from TensorFlow's own generators, which no seed of ours reaches. */
const random: ReadonlySet<string> = new Set([
  "Multinomial",
  "RandomStandardNormal",
  "RandomUniform",
  "RandomUniformInt",
  "TruncatedNormal",
  "RandomGamma",
  "RandomPoissonV2",
  "RandomShuffle",
]);

/** Operations whose result has a shape that depends on values, so that what follows cannot be recorded once. */
const shapedByValues: ReadonlySet<string> = new Set([
  "Where",
  "Unique",
  "UniqueV2",
  "NonMaxSuppressionV3",
  "NonMaxSuppressionV4",
  "NonMaxSuppressionV5",
  "ListDiff",
  "SparseFillEmptyRows",
  "SparseReshape",
  "RaggedGather",
  "RaggedRange",
  "StringNGrams",
  "StringSplit",
]);

/**
 * Why an operation means something else in a graph than in the loss, and what to use in its place.
 *
 * @param site gives the place in the code, in brackets
 */
export function faultOf(op: string, site: CallSite): string | undefined {
  if (random.has(op)) {
    return (
      `${op}${site()} draws random numbers that the step's rng does not know of. Draw with the loss's second argument, ` +
      "random.uniform(shape) or random.normal(shape), and transform the draws."
    );
  }
  if (shapedByValues.has(op)) {
    return (
      `The shape of what ${op}${site()} gives depends on values, and a compiled step has fixed shapes. ` +
      'Use a mask of fixed shape (tf.where with three arguments), or compile with mode: "eager".'
    );
  }
  return undefined;
}
