import type { Trial } from "./Trial.js";

/** How the time of a work grows with the quantities that say how large it is. */
export interface Sweep {
  readonly name: string;
  /** What one unit of the work is, in a line. */
  readonly title: string;
  readonly axes: readonly SweepAxis[];
}

/** One quantity, at several values, the others held fast. */
export interface SweepAxis {
  /** As in "n". */
  readonly variable: string;
  /** What is held fast, as in "d = 16, K = 8". */
  readonly fixed: string;
  /** Powers of the variable that lines are drawn of, to compare with. */
  readonly guides: readonly number[];
  /** From the smallest value to the largest. */
  readonly points: readonly { readonly value: number; readonly trial: Trial }[];
}
