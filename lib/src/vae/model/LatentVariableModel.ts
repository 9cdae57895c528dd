import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "../../array/index.js";
import type { ModelOptions } from "../ModelOptions.js";
import { flattenImages, toFloat32 } from "./flattenImages.js";
import { LatentVariableNetwork } from "./LatentVariableNetwork.js";
import { mapRows } from "./mapRows.js";
import { attachNetwork, networkOf } from "./networkOf.js";
import { requireCodes } from "./requireCodes.js";
import { saveModel } from "./saveModel.js";

/** What both kinds of model can do. Arrays in, arrays out; the first call that computes starts the backend. */
export abstract class LatentVariableModel {
  /** The options, with the defaults filled in. */
  readonly options: Required<ModelOptions>;

  protected constructor(options: ModelOptions, variational: boolean) {
    const network = new LatentVariableNetwork(options, variational);
    this.options = network.options;
    attachNetwork(this, network);
  }

  /**
   * The mean of every pixel given codes.
   *
   * @param z codes, `[n, latentDim]`
   * @returns `[n, ...inputShape]`
   * @throws InvalidArgumentError, ShapeError, NonFiniteError
   */
  async decode(z: NdArray): Promise<NdArray<Float32Array>> {
    const { latentDim, inputShape } = this.options;
    const values = requireCodes(z, latentDim);
    const n = values.shape[0] as number;
    const network = networkOf(this);
    await network.ready();
    const [data] = await mapRows(n, (start, end) => {
      const codes = tf.tensor2d(toFloat32(values, "z", start, end), [end - start, latentDim]);
      return [network.likelihood.mean(network.decode(codes))];
    });
    return { data: data as Float32Array, shape: [n, ...inputShape] };
  }

  /**
   * Copies of all weights under PyTorch's kind of names (`encoder.0.weight`) and in its layouts: `[out, in]`,
   * `[out, in, 3, 3]`, and `[in, out, 3, 3]` for transposed convolutions. Convolutional activations are flattened
   * channels-last.
   */
  async weights(): Promise<Record<string, NdArray<Float32Array>>> {
    const network = networkOf(this);
    await network.ready();
    return network.weights.read();
  }

  /**
   * Replaces all weights; nothing changes if one of them is wrong.
   *
   * @throws InvalidArgumentError for a missing or unknown name, ShapeError, NonFiniteError
   */
  async setWeights(weights: Readonly<Record<string, NdArray>>): Promise<void> {
    const network = networkOf(this);
    await network.ready();
    network.weights.write(weights);
  }

  /**
   * Writes the model to a file in the safetensors format, which Python reads as well: its weights, as `weights()` gives
   * them, and among the metadata its options. A file that was there is replaced, once the new one is whole.
   *
   * @throws CheckpointError if the file cannot be written; a file that was there stays as it was
   * @throws NonFiniteError if a weight is not finite
   */
  async save(path: string): Promise<void> {
    await saveModel(path, networkOf(this));
  }

  /** Gives the memory of the weights back. The model cannot be used afterwards. */
  dispose(): void {
    networkOf(this).weights.dispose();
  }

  /** The encoder's outputs for images, each `[n, latentDim]`. */
  protected async encodeImages(images: NdArray): Promise<NdArray<Float32Array>[]> {
    const { inputShape, latentDim } = this.options;
    const network = networkOf(this);
    const x = flattenImages(images, inputShape, "x");
    const n = x.shape[0] as number;
    await network.ready();
    const outputs = await mapRows(n, (start, end) =>
      network.encode(tf.tensor2d(toFloat32(x, "x", start, end), [end - start, network.inputSize])),
    );
    return outputs.map((data) => ({ data, shape: [n, latentDim] }));
  }
}
