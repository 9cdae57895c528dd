/** A layer with weights. `name` prefixes theirs. */
export interface WeightedLayer {
  readonly kind: "linear" | "convolution" | "transposedConvolution";
  readonly name: string;
  /** Units, or channels. */
  readonly inputs: number;
  readonly outputs: number;
  readonly relu: boolean;
}

/** One layer of an encoder or decoder, as plain data. */
export type Layer = WeightedLayer | { readonly kind: "reshape"; readonly shape: readonly number[] };

/** Both directions of a model and the layers that end its encoder, by name (`mean` and `logVariance`, or `code`). */
export interface Architecture {
  readonly encoder: readonly Layer[];
  readonly heads: readonly WeightedLayer[];
  readonly decoder: readonly Layer[];
}
