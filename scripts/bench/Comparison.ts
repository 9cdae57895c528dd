import type { Trial } from "./Trial.js";

/** The same work done by us and by others, and how much of their time we may take. */
export interface Comparison extends Trial {
  /** What one unit of the work is, in a line. */
  readonly title: string;
  /** What the peers are together, as in "fastest PyTorch". */
  readonly peers: string;
  /** The largest ratio of our time to the fastest peer's. */
  readonly bar: number;
  /** The longest that ours may take to compile. */
  readonly compileBarMilliseconds?: number;
}
