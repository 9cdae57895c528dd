import type { Contestant } from "./Contestant.js";

/** The same work done by us and by others, and how much of their time we may take. */
export interface Comparison {
  readonly name: string;
  /** What one step is, in a line. */
  readonly title: string;
  /** One of them is ours. */
  readonly contestants: readonly Contestant[];
  /** What the peers are together, as in "the fastest PyTorch". */
  readonly peers: string;
  /** The largest ratio of our time to the fastest peer's. */
  readonly bar: number;
  /** The longest that ours may take to compile. */
  readonly compileBarMilliseconds?: number;
  /** What the number is that a step gives, as in "loss (nats)". */
  readonly result?: string;
  /** Makes the files that all contestants read. */
  readonly inputs?: () => Promise<Inputs>;
}

/** What all contestants of a comparison work on. */
export interface Inputs {
  /** Added to every contestant's arguments. */
  readonly files: readonly string[];
  /** What they hold, for people. */
  readonly description: string;
}
