import type { NdArray } from "../array/index.js";

/** Images `[n, h, w]` or `[n, h, w, channels]` and, where there are any, labels `[n]`. `Uint8Array` pixels count as 1/255. */
export interface Dataset {
  readonly images: NdArray;
  readonly labels?: NdArray;
}

/** A data set that has labels. */
export interface LabelledDataset extends Dataset {
  readonly labels: NdArray;
}
