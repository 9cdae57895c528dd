/** What tells one fully connected VAE of 28×28 images from another. */
export interface ModelShape {
  readonly hidden: readonly number[];
  readonly latentDim: number;
}

/** As in "784-400-20". */
export function nameOf({ hidden, latentDim }: ModelShape): string {
  return [784, ...hidden, latentDim].join("-");
}
