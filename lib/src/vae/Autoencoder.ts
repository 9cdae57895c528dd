import type { NdArray } from "../array/index.js";
import { LatentVariableModel } from "./model/LatentVariableModel.js";
import { loadModel } from "./model/loadModel.js";
import type { ModelOptions } from "./ModelOptions.js";

/**
 * An autoencoder: one code per image and no prior over codes, so there is nothing to draw new images from. It is
 * trained on −log p(x | code): squared error for a Gaussian likelihood, cross-entropy for a Bernoulli.
 */
export class Autoencoder extends LatentVariableModel {
  /** @throws InvalidArgumentError for an option outside its values */
  constructor(options: ModelOptions) {
    super(options, false);
  }

  /**
   * The model that `save` wrote to a file; it gives the same outputs, bit for bit.
   *
   * @throws CheckpointError if there is no such file, or if it is damaged or holds no model of this kind
   */
  static async load(path: string): Promise<Autoencoder> {
    return loadModel(path, "Autoencoder", (options) => new Autoencoder(options));
  }

  /**
   * The codes of images.
   *
   * @param x images, `[n, ...inputShape]`
   * @returns `[n, latentDim]`
   * @throws ShapeError, NonFiniteError
   */
  async encode(x: NdArray): Promise<NdArray<Float32Array>> {
    const [codes] = await this.encodeImages(x);
    return codes as NdArray<Float32Array>;
  }

  /** The mean of every pixel given the images' own codes, `[n, ...inputShape]`. */
  async reconstruct(x: NdArray): Promise<NdArray<Float32Array>> {
    return this.decode(await this.encode(x));
  }
}
