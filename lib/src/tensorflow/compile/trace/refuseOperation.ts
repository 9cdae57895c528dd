import { TraceError } from "../../../errors/index.js";

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
 * Refuses operations that mean something else in a graph than in the loss.
 *
 * @throws TraceError that names the operation and what to use in its place
 */
export function refuseOperation(op: string): void {
  if (random.has(op)) {
    throw new TraceError(
      `${op} draws random numbers that the step's rng does not know of. Draw with the loss's second argument, ` +
        "random.uniform(shape) or random.normal(shape), and transform the draws.",
    );
  }
  if (shapedByValues.has(op)) {
    throw new TraceError(
      `The shape of what ${op} gives depends on values, and a compiled step has fixed shapes. ` +
        'Use a mask of fixed shape (tf.where with three arguments), or compile with mode: "eager".',
    );
  }
}
