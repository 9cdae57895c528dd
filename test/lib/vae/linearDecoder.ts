import type { NdArray } from "kl-to-vae/array";
import type { LatentVariableModel } from "kl-to-vae/vae";

/** x | z ~ N(W z + b, σ² I). */
export interface LinearDecoder {
  /** W, `[d, latentDim]`. */
  readonly loadings: NdArray<Float32Array>;
  readonly bias: Float32Array;
  /** σ². */
  readonly noise: number;
}

/** The decoder of a model with `hidden: []` and a Gaussian likelihood. */
export async function linearDecoder(model: LatentVariableModel): Promise<LinearDecoder> {
  const weights = await model.weights();
  const { variance } = model.options;
  return {
    loadings: weights["decoder.0.weight"]!,
    bias: weights["decoder.0.bias"]!.data,
    noise: variance === "learned" ? Math.exp(weights["likelihood.logVariance"]!.data[0]!) : variance,
  };
}

/** The squared length of every column of `[d, q]`. */
export function squaredNorms({ data, shape }: NdArray): number[] {
  const norms = Array.from({ length: shape[1]! }, () => 0);
  data.forEach((value, at) => (norms[at % norms.length]! += value ** 2));
  return norms;
}
