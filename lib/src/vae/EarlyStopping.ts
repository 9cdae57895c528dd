/** When a run ends before its time. It looks at the validation set alone. */
export interface EarlyStopping {
  /** Epochs in a row without a lower validation loss that end the run. */
  readonly patience: number;
  /** What counts as lower: by more than so many nats per example; 0 by default. */
  readonly minDelta?: number;
}
