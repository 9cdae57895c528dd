import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "../array/index.js";
import type { Rng } from "../random/index.js";
import { ensureBackend } from "../tensorflow/index.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import type { LatentVariableNetwork } from "./model/LatentVariableNetwork.js";
import { mapRows } from "./model/mapRows.js";
import { networkOf } from "./model/networkOf.js";
import { drawNoise, requireRng } from "./model/noise.js";
import { Examples, type Binarization } from "./training/Examples.js";

/** Means over images, in nats per example: `elbo = reconstruction − kl`. */
export interface Evaluation {
  /** The evidence lower bound; for an autoencoder, which has no KL term, its reconstruction. */
  readonly elbo: number;
  /** log p(x | z), for one z drawn from q(z | x) per image. */
  readonly reconstruction: number;
  /** KL(q(z | x) ‖ p(z)). */
  readonly kl: number;
  /** Of `elbo`: standard deviation over the images / √n; NaN-free, and infinite for one image. */
  readonly standardError: number;
  readonly n: number;
}

/**
 * The evidence lower bound of images under a model, one draw per image.
 *
 * @param images `[n, ...inputShape]`
 * @param options `binarize`: as in training, `"none"` by default
 * @throws ShapeError, NonFiniteError, InvalidArgumentError for images that the model's likelihood is not defined for
 */
export async function evaluate(
  model: LatentVariableModel,
  images: NdArray,
  options: { readonly rng: Rng; readonly binarize?: Binarization },
): Promise<Evaluation> {
  const network = networkOf(model);
  const rng = requireRng(options.rng, "evaluate");
  const examples = new Examples(images, network, options.binarize ?? "none", "images");
  await ensureBackend();
  return evaluateExamples(network, examples, rng);
}

/** {@link evaluate} for examples that are checked already. */
export async function evaluateExamples(
  network: LatentVariableNetwork,
  examples: Examples,
  rng: Rng,
): Promise<Evaluation> {
  const { latentDim } = network.options;
  const n = examples.count;
  const [reconstruction, kl] = (await mapRows(n, (start, end) => {
    const size = end - start;
    const positions = Array.from({ length: size }, (_, i) => start + i);
    const x = tf.tensor2d(examples.batch(positions, rng), [size, network.inputSize]);
    const noise = tf.tensor2d(drawNoise(rng, size * latentDim), [size, latentDim]);
    const terms = network.terms(x, noise);
    return [terms.reconstruction, terms.kl];
  })) as [Float32Array, Float32Array];
  const elbos = Float64Array.from(reconstruction, (value, i) => value - (kl[i] as number));
  const elbo = mean(elbos);
  const squares = elbos.reduce((sum, value) => sum + (value - elbo) ** 2, 0);
  const standardError = n > 1 ? Math.sqrt(squares / (n - 1) / n) : Infinity;
  return { elbo, reconstruction: mean(reconstruction), kl: mean(kl), standardError, n };
}

function mean(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
