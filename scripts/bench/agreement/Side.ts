/** One of the two that must agree: its programs, which answer in lines of JSON (`messages.ts`). */
export interface Side {
  readonly name: string;
  readonly runtime: "node" | "python";
  /** Trains from a seed: HIDDEN LATENT EPOCHS TRAIN TEST [SEED]. Without a seed it only says what it would train with. */
  readonly run: string;
  /**
   * Takes the first steps: HIDDEN LATENT TRAIN FOLDER, and then ours is told STEPS SEED and leaves weights, batches and
   * noise in the folder, with which the peer takes the same steps in the precision it is told, float32 or float64.
   */
  readonly steps: string;
  /** What to do where it fails. */
  readonly remedy?: string;
}
