import type * as tf from "@tensorflow/tfjs-core";
import type { InputsOf } from "../../tensorflow/index.js";
import type { Examples } from "./Examples.js";
import type { Feed, FeedInputs } from "./Feed.js";
import type { Batch } from "./StepTask.js";

/** Gathers every batch in JavaScript. */
export class HostFeed implements Feed {
  readonly #examples: Examples;

  constructor(examples: Examples) {
    this.#examples = examples;
  }

  open(): void {
    // Nothing lies on the backend.
  }

  inputs(positions: readonly number[], beta: number): InputsOf<FeedInputs> {
    const data = this.#examples.batch(positions);
    return { x: { data, shape: [positions.length, this.#examples.size] }, beta };
  }

  batch({ x, beta }: FeedInputs): Batch {
    return { x: x as tf.Tensor2D, beta: beta as tf.Tensor };
  }

  close(): void {
    // Nothing lies on the backend.
  }
}
