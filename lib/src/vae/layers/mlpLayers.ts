import { sizeOf } from "../../array/index.js";
import type { ModelOptions } from "../ModelOptions.js";
import type { Architecture, Layer, WeightedLayer } from "./Layer.js";

/** Fully connected layers with ReLU between them; the decoder mirrors the encoder. */
export function mlpLayers(options: Required<ModelOptions>, heads: readonly string[]): Architecture {
  const { hidden, latentDim, inputShape } = options;
  const pixels = sizeOf(inputShape);
  const widths = [pixels, ...hidden];
  const mirrored = [latentDim, ...[...hidden].reverse(), pixels];
  return {
    encoder: linearChain("encoder", widths, true),
    heads: heads.map((name) => linear(name, widths.at(-1) as number, latentDim, false)),
    decoder: linearChain("decoder", mirrored, false),
  };
}

/** A fully connected layer. */
export function linear(name: string, inputs: number, outputs: number, relu: boolean): WeightedLayer {
  return { kind: "linear", name, inputs, outputs, relu };
}

function linearChain(prefix: string, widths: readonly number[], reluAtEnd: boolean): Layer[] {
  const last = widths.length - 2;
  return widths
    .slice(1)
    .map((width, i) => linear(`${prefix}.${i}`, widths[i] as number, width, i < last || reluAtEnd));
}
