import * as tf from "@tensorflow/tfjs-core";
import type { InputsOf } from "../../tensorflow/index.js";
import type { Examples } from "./Examples.js";
import type { Feed, FeedInputs } from "./Feed.js";
import type { Batch } from "./StepTask.js";

/** Keeps the whole set on the backend: a step is told which examples it is to take, and gathers them itself. */
export class BackendFeed implements Feed {
  readonly #examples: Examples;
  #images: tf.Tensor2D | undefined;
  #backend: string | undefined;

  constructor(examples: Examples) {
    this.#examples = examples;
  }

  open(): void {
    if (this.#images !== undefined && this.#backend === tf.getBackend()) return;
    this.close();
    this.#images = this.#examples.toTensor();
    this.#backend = tf.getBackend();
  }

  inputs(positions: readonly number[], beta: number): InputsOf<FeedInputs> {
    const data = Float32Array.from(positions);
    return { images: this.#images as tf.Tensor, positions: { data, shape: [data.length] }, beta };
  }

  batch({ images, positions, beta }: FeedInputs): Batch {
    const rows = tf.gather(images as tf.Tensor2D, tf.cast(positions as tf.Tensor1D, "int32"));
    return { x: tf.cast(rows, "float32"), beta: beta as tf.Tensor };
  }

  close(): void {
    this.#images?.dispose();
    this.#images = undefined;
  }
}
