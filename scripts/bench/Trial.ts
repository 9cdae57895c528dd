import type { Contestant } from "./Contestant.js";

/** The same work done by several contestants, in turns. */
export interface Trial {
  readonly name: string;
  readonly contestants: readonly Contestant[];
  /** What times are given per, where a step is more than one of it. Default: the step. */
  readonly unit?: Unit;
  /** What the number is that a step gives, as in "loss (nats)". */
  readonly result?: string;
  /** How far apart the contestants' results may be, relative to the larger of their size and 1. Default: that does not matter. */
  readonly tolerance?: number;
  /** Makes the files that all contestants read. */
  readonly inputs?: () => Promise<Inputs>;
}

/** A part of a step. */
export interface Unit {
  /** In the singular, as in "iteration". */
  readonly name: string;
  readonly perStep: number;
}

/** What all contestants of a trial work on. */
export interface Inputs {
  /** Added to every contestant's arguments. */
  readonly files: readonly string[];
  /** What they hold, for people. */
  readonly description: string;
}
