/**
 * A program that does the steps of a trial, started once and asked for some steps at a time. It prepares its work,
 * says that it is ready, and then answers questions, one line of JSON each: `run/messages.ts` has them.
 */
export interface Contestant {
  readonly name: string;
  /** A `reference` is shown beside the others and has no part in the verdict. */
  readonly role: "ours" | "peer" | "reference";
  /** The most threads it may use, where it is told: one of ours then competes with peers that may use no more. */
  readonly maxThreads?: number;
  readonly runtime: "node" | "python";
  /** The path of its program. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly stepsPerTurn: number;
  /** What to do where it fails. */
  readonly remedy?: string;
}
