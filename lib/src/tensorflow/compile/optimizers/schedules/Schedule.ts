/** {@link exponentialDecay}. */
export interface ExponentialDecay {
  readonly kind: "exponentialDecay";
  readonly initial: number;
  readonly factor: number;
  readonly every: number;
  readonly staircase: boolean;
}

/** {@link cosineDecay}. */
export interface CosineDecay {
  readonly kind: "cosineDecay";
  readonly initial: number;
  readonly steps: number;
  readonly final: number;
}

/** {@link stepDecay}. */
export interface StepDecay {
  readonly kind: "stepDecay";
  readonly initial: number;
  readonly milestones: readonly number[];
  readonly factor: number;
}

/** {@link linearWarmUp}. */
export interface LinearWarmUp {
  readonly kind: "linearWarmUp";
  readonly steps: number;
  readonly startFactor: number;
  readonly then: number | Schedule;
}

/** A learning rate that changes from step to step, as plain data. */
export type Schedule = ExponentialDecay | CosineDecay | StepDecay | LinearWarmUp;
