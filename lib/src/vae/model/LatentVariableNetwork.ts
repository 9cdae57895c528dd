import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../array/index.js";
import {
  applyLayers,
  convolutionalLayers,
  mlpLayers,
  parametersOf,
  type Architecture,
} from "../layers/index.js";
import { bernoulli, continuousBernoulli, gaussian, type Likelihood } from "../likelihoods/index.js";
import type { ModelOptions } from "../ModelOptions.js";
import { resolveModelOptions } from "./resolveModelOptions.js";
import { Weights } from "./Weights.js";

/** The two parts of the loss of every example, `[n]`, in nats. */
export interface Terms {
  /** log p(x | z) at the code drawn (an autoencoder's one code). */
  readonly reconstruction: tf.Tensor1D;
  /** KL(q(z | x) ‖ p(z)); 0 for an autoencoder. */
  readonly kl: tf.Tensor1D;
}

/** What an autoencoder and a variational autoencoder share: layers, weights, likelihood; tensors in, tensors out. */
export class LatentVariableNetwork {
  readonly options: Required<ModelOptions>;
  readonly variational: boolean;
  /** Pixels times channels. */
  readonly inputSize: number;
  readonly weights: Weights;
  readonly likelihood: Likelihood;
  readonly #layers: Architecture;

  constructor(options: ModelOptions, variational: boolean) {
    this.options = resolveModelOptions(options);
    this.variational = variational;
    this.inputSize = sizeOf(this.options.inputShape);
    const heads = variational ? ["mean", "logVariance"] : ["code"];
    const build = this.options.architecture === "conv" ? convolutionalLayers : mlpLayers;
    this.#layers = build(this.options, heads);
    const { encoder, heads: ends, decoder } = this.#layers;
    const parameters = [...encoder, ...ends, ...decoder].flatMap(parametersOf);
    if (this.options.variance === "learned") parameters.push(learnedVariance);
    this.weights = new Weights(parameters, this.options.seed);
    this.likelihood = this.#makeLikelihood();
  }

  /** The encoder's outputs, `[n, latentDim]` each: mean and log variance, or the code alone. */
  encode(x: tf.Tensor2D): tf.Tensor2D[] {
    const features = applyLayers(this.#layers.encoder, this.weights.lookup, x);
    return this.#layers.heads.map((head) => applyLayers([head], this.weights.lookup, features));
  }

  /** The parameters of the likelihood, `[n, inputSize]`: logits or means. */
  decode(z: tf.Tensor2D): tf.Tensor2D {
    return applyLayers(this.#layers.decoder, this.weights.lookup, z);
  }

  /** @param noise standard normal, `[n, latentDim]`; an autoencoder has no use for it */
  terms(x: tf.Tensor2D, noise: tf.Tensor2D): Terms {
    const [mean, logVariance] = this.encode(x) as [tf.Tensor2D, tf.Tensor2D | undefined];
    const z = logVariance === undefined ? mean : reparameterise(mean, logVariance, noise);
    const reconstruction = this.likelihood.logProb(x, this.decode(z));
    const kl =
      logVariance === undefined ? tf.zeros<tf.Rank.R1>([x.shape[0]]) : klFromPrior(mean, logVariance);
    return { reconstruction, kl };
  }

  #makeLikelihood(): Likelihood {
    const { likelihood, variance } = this.options;
    switch (likelihood) {
      case "bernoulli":
        return bernoulli;
      case "continuous-bernoulli":
        return continuousBernoulli;
      case "gaussian":
        return gaussian(() =>
          variance === "learned" ? this.weights.lookup(learnedVariance.name) : Math.log(variance),
        );
    }
  }
}

/** One number, the log variance of all pixels; an infinite fan-in makes it start at 0. */
const learnedVariance = { name: "likelihood.logVariance", shape: [], fanIn: Infinity };

/** z = μ + σ ε. Kingma & Welling (2014), section 2.4. */
export function reparameterise(mean: tf.Tensor2D, logVariance: tf.Tensor2D, noise: tf.Tensor2D): tf.Tensor2D {
  return tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise));
}

/** KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σ (σ² + μ² − 1 − log σ²). Kingma & Welling (2014), appendix B. */
function klFromPrior(mean: tf.Tensor2D, logVariance: tf.Tensor2D): tf.Tensor1D {
  const perDimension = tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1));
  return tf.mul(tf.sum(perDimension, 1), 0.5);
}
