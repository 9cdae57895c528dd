/** How agreements are looked for. */
export interface AgreementOptions {
  /** How many trainings, or first steps of one, from seeds 1, 2, … */
  readonly seeds: number;
  readonly epochs: number;
  /** Whether trainings that were finished before are done again. */
  readonly afresh: boolean;
  /** The Python that has PyTorch. */
  readonly python: string;
  /** Ends both sides when it is aborted. */
  readonly signal: AbortSignal;
}
