import * as tf from "@tensorflow/tfjs-core";
import { NonFiniteError } from "../../errors/index.js";
import type { Rng } from "../../random/index.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { drawNoise } from "../model/noise.js";
import { Adam, type AdamSnapshot } from "./Adam.js";
import type { Examples } from "./Examples.js";
import { lossAndGradients } from "./lossAndGradients.js";

/** The weights and the optimiser in training, and the latest state of them that was found good. */
export class TrainingState {
  readonly #network: LatentVariableNetwork;
  readonly #examples: Examples;
  readonly #rng: Rng;
  readonly #adam: Adam;
  #good: AdamSnapshot;
  #steps = 0;

  constructor(network: LatentVariableNetwork, examples: Examples, learningRate: number, rng: Rng) {
    this.#network = network;
    this.#examples = examples;
    this.#rng = rng;
    this.#adam = new Adam([...network.weights.variables.values()], learningRate);
    this.#good = this.#adam.snapshot();
  }

  /** Steps since the training began. */
  get steps(): number {
    return this.#steps;
  }

  /** One step; gives the two parts of its loss, `[2]`, to be disposed of by the caller. */
  step(positions: readonly number[], beta: number): tf.Tensor1D {
    const { latentDim } = this.#network.options;
    const n = positions.length;
    const x = tf.tensor2d(this.#examples.batch(positions, this.#rng), [n, this.#network.inputSize]);
    const noise = tf.tensor2d(drawNoise(this.#rng, n * latentDim), [n, latentDim]);
    const { parts, gradients } = lossAndGradients(this.#network, x, noise, beta);
    tf.dispose([x, noise]);
    this.#adam.step(gradients);
    tf.dispose(gradients);
    this.#steps++;
    return parts;
  }

  /**
   * Remembers the present state as good.
   *
   * @throws NonFiniteError if a weight is not finite; the message names it
   */
  async approve(): Promise<void> {
    const { parameters, lookup } = this.#network.weights;
    // A sum is finite only if every term is, and one number per weight array is quick to read back.
    const sums = tf.tidy(() => tf.stack(parameters.map(({ name }) => tf.sum(lookup(name)))));
    const values = await sums.data<"float32">();
    sums.dispose();
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new NonFiniteError(
        `By step ${this.#steps} the weight ${parameters[bad]?.name} stopped being finite. ` +
          "The weights are back at the last good ones; try a lower learning rate.",
      );
    }
    tf.dispose([...this.#good.values]);
    this.#good = this.#adam.snapshot();
  }

  /** Goes back to the latest state that was good. */
  rollBack(): void {
    this.#adam.restore(this.#good);
  }

  dispose(): void {
    tf.dispose([...this.#good.values]);
    this.#adam.dispose();
  }
}
