import type * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../array/index.js";
import { applyHeads, applyLayers, type Architecture } from "../layers/index.js";
import { bernoulli, continuousBernoulli, gaussian, type Likelihood } from "../likelihoods/index.js";
import { ensureBackend } from "../../tensorflow/index.js";
import type { ModelOptions } from "../ModelOptions.js";
import { architectureOf, learnedVariance } from "./architectureOf.js";
import type { ModelKind } from "./modelOfKind.js";
import { resolveModelOptions } from "./resolveModelOptions.js";
import { Weights } from "./Weights.js";

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
    const { layers, parameters } = architectureOf(this.options, variational);
    this.#layers = layers;
    this.weights = new Weights(parameters, this.options.seed);
    this.likelihood = this.#makeLikelihood();
  }

  get kind(): ModelKind {
    return this.variational ? "VariationalAutoencoder" : "Autoencoder";
  }

  /** The encoder's outputs, `[n, latentDim]` each: mean and log variance, or the code alone. */
  encode(x: tf.Tensor2D): tf.Tensor2D[] {
    const features = applyLayers(this.#layers.encoder, this.weights.lookup, x);
    return applyHeads(this.#layers.heads, this.weights.lookup, features);
  }

  /** The parameters of the likelihood, `[n, inputSize]`: logits or means. */
  decode(z: tf.Tensor2D): tf.Tensor2D {
    return applyLayers(this.#layers.decoder, this.weights.lookup, z);
  }

  /** Starts the backend, and brings the weights up to date where a training step has newer ones. */
  async ready(): Promise<void> {
    await ensureBackend();
    await this.weights.gather();
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
