/** One layer of an encoder or decoder, as plain data. `name` prefixes its weights. */
export type Layer =
  | {
      readonly kind: "linear" | "convolution" | "transposedConvolution";
      readonly name: string;
      /** Units, or channels. */
      readonly inputs: number;
      readonly outputs: number;
      readonly relu: boolean;
    }
  | { readonly kind: "reshape"; readonly shape: readonly number[] };

/** Both directions of a model and the layers that end its encoder, by name (`mean` and `logVariance`, or `code`). */
export interface Architecture {
  readonly encoder: readonly Layer[];
  readonly heads: readonly Layer[];
  readonly decoder: readonly Layer[];
}
