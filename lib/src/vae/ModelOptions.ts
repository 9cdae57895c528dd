/** What the decoder's output means: the distribution of a pixel given the code. */
export type LikelihoodName = "bernoulli" | "gaussian" | "continuous-bernoulli";

/** What a model is made of. Everything has a default but the shape of one image. */
export interface ModelOptions {
  /** The shape of one image: `[784]`, `[28, 28]` or `[28, 28, channels]`. */
  readonly inputShape: readonly number[];
  /** Fully connected layers, or 3×3 convolutions with stride 2; `mlp` by default. */
  readonly architecture?: "mlp" | "conv";
  /**
   * Units of the encoder's hidden layers (`[]` is a linear model), or filters of its convolutions; the decoder mirrors
   * them. By default `[400]` and `[32, 64]`. A convolutional model halves height and width once per entry.
   */
  readonly hidden?: readonly number[];
  /** Dimensions of the code; 20 by default. */
  readonly latentDim?: number;
  /** `bernoulli` by default. */
  readonly likelihood?: LikelihoodName;
  /** The Gaussian likelihood's variance, shared by all pixels: a positive number (1 by default), or learned from 1. */
  readonly variance?: number | "learned";
  /** Of the initial weights; 0 by default. */
  readonly seed?: number;
}
