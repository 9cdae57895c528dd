import type { Layer } from "./Layer.js";

/** One array of weights: its name and shape as PyTorch has them, and the fan-in that its initial scale depends on. */
export interface Parameter {
  readonly name: string;
  /** PyTorch's: `[out, in]`, `[out, in, 3, 3]`, `[in, out, 3, 3]` for transposed convolutions, `[out]` for biases. */
  readonly shape: readonly number[];
  readonly fanIn: number;
}

/** The weights of one layer. */
export function parametersOf(layer: Layer): Parameter[] {
  if (layer.kind === "reshape") return [];
  const { kind, name, inputs, outputs } = layer;
  const kernel = kind === "linear" ? [] : [3, 3];
  const shape =
    kind === "transposedConvolution" ? [inputs, outputs, ...kernel] : [outputs, inputs, ...kernel];
  // PyTorch takes the second axis as fan-in, also where that one is the output.
  const fanIn = kernel.reduce((product, length) => product * length, shape[1] as number);
  return [
    { name: `${name}.weight`, shape, fanIn },
    { name: `${name}.bias`, shape: [outputs], fanIn },
  ];
}
