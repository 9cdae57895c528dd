import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { describeValue, requireCount, requireOptions } from "./checks/index.js";
import { LatentVariableModel } from "./model/LatentVariableModel.js";
import { loadModel } from "./model/loadModel.js";
import { mapRows } from "./model/mapRows.js";
import { networkOf } from "./model/networkOf.js";
import { drawNoise, requireRng } from "./model/noise.js";
import type { ModelOptions } from "./ModelOptions.js";

/**
 * A variational autoencoder with the prior N(0, I) and an encoder that gives a Gaussian with diagonal covariance.
 * Kingma & Welling (2014), "Auto-encoding variational Bayes".
 */
export class VariationalAutoencoder extends LatentVariableModel {
  /** @throws InvalidArgumentError for an option outside its values */
  constructor(options: ModelOptions) {
    super(options, true);
  }

  /**
   * The model that `save` wrote to a file; it gives the same outputs, bit for bit.
   *
   * @throws CheckpointError if there is no such file, or if it is damaged or holds no model of this kind
   */
  static async load(path: string): Promise<VariationalAutoencoder> {
    return loadModel(path, "VariationalAutoencoder", (options) => new VariationalAutoencoder(options));
  }

  /**
   * The approximate posterior q(z | x) of every image.
   *
   * @param x images, `[n, ...inputShape]`
   * @returns mean and log variance, `[n, latentDim]` each
   * @throws ShapeError, NonFiniteError
   */
  async encode(x: NdArray): Promise<{ mean: NdArray<Float32Array>; logVariance: NdArray<Float32Array> }> {
    const [mean, logVariance] = await this.encodeImages(x);
    return { mean: mean as NdArray<Float32Array>, logVariance: logVariance as NdArray<Float32Array> };
  }

  /**
   * The mean of every pixel given a code of the image: one drawn from q(z | x), or its mean where there is no `rng`.
   *
   * @returns `[n, ...inputShape]`
   */
  async reconstruct(x: NdArray, options: { readonly rng?: Rng } = {}): Promise<NdArray<Float32Array>> {
    const { rng: given } = requireOptions(options, ["rng"], "reconstruct");
    const rng = given === undefined ? undefined : requireRng(given, "reconstruct");
    const { mean, logVariance } = await this.encode(x);
    if (rng === undefined) return this.decode(mean);
    const data = mean.data.map((mu, i) => mu + Math.exp((logVariance.data[i] as number) / 2) * rng.normal());
    return this.decode({ data, shape: mean.shape });
  }

  /**
   * New images from codes drawn from the prior.
   *
   * @param n how many
   * @param options `output`: the mean of every pixel (default), or a draw from the likelihood
   * @returns `[n, ...inputShape]`
   * @throws InvalidArgumentError unless n is a positive integer and there is an `rng`
   */
  async generate(
    n: number,
    options: { readonly rng: Rng; readonly output?: "mean" | "sample" },
  ): Promise<NdArray<Float32Array>> {
    requireCount("n", n);
    const { rng: given, output = "mean" } = requireOptions(options, ["rng", "output"], "generate");
    const rng = requireRng(given, "generate");
    if (output !== "mean" && output !== "sample") {
      throw new InvalidArgumentError(`output is ${describeValue(output)}, but must be "mean" or "sample".`);
    }
    const { latentDim, inputShape } = this.options;
    const z = { data: drawNoise(rng, n * latentDim), shape: [n, latentDim] };
    if (output === "mean") return this.decode(z);
    const network = networkOf(this);
    const { likelihood, inputSize } = network;
    await network.ready();
    const [data] = await mapRows(n, (start, end) => {
      const codes = tf.tensor2d(z.data.subarray(start * latentDim, end * latentDim), [
        end - start,
        latentDim,
      ]);
      const noise = drawNoise(rng, (end - start) * inputSize, likelihood.noise);
      return [likelihood.sample(network.decode(codes), tf.tensor2d(noise, [end - start, inputSize]))];
    });
    return { data: data as Float32Array, shape: [n, ...inputShape] };
  }
}
