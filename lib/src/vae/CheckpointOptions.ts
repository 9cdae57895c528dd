/** Where and how often a trainer writes down all that it is. */
export interface CheckpointOptions {
  /** A folder of this run's own; it is made if it is missing. */
  readonly directory: string;
  /**
   * A checkpoint after every so many steps; in any case there is one before the first step, after each epoch and when a
   * run ends.
   */
  readonly everySteps?: number;
  /** How many are kept, the latest; 3 by default. */
  readonly keep?: number;
}
