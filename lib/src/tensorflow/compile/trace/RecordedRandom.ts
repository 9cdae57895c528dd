import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../../random/index.js";
import { requireRng, sizeToDraw } from "../EagerRandom.js";
import { constant, constantOfBytes, makeOutput, typeAttribute, type Output } from "../graph/index.js";
import type { RandomTensors } from "../RandomTensors.js";
import type { RandomSource } from "./RandomSource.js";
import type { Recording } from "./Recording.js";

/** TensorFlow's number for Philox. */
const philox = 1;
const numbersPerBlock = 4;

/** Draws as nodes of a graph that begin where the generator will stand at each step, and for now with numbers of it. */
export class RecordedRandom implements RandomTensors {
  readonly #recording: Recording;
  readonly #source: RandomSource;
  readonly #rng: Rng | undefined;
  #draws = 0;
  #blocks = 0;

  /** @param rng a copy of the step's generator; it moves on */
  constructor(recording: Recording, source: RandomSource, rng: Rng | undefined) {
    this.#recording = recording;
    this.#source = source;
    this.#rng = rng;
  }

  /** How many numbers a step is to reserve. */
  get numbers(): number {
    return this.#blocks * numbersPerBlock;
  }

  uniform(shape: readonly number[]): tf.Tensor {
    return this.#draw("StatelessRandomUniformV2", shape, (rng, n) => rng.uniforms(n));
  }

  normal(shape: readonly number[]): tf.Tensor {
    return this.#draw("StatelessRandomNormalV2", shape, (rng, n) => rng.normals(n));
  }

  #draw(op: string, shape: readonly number[], values: (rng: Rng, n: number) => Float32Array): tf.Tensor {
    const rng = requireRng(this.#rng);
    const size = sizeToDraw(shape);
    const output = makeOutput({
      op,
      inputs: [
        constant([...shape], [shape.length], "int32"),
        this.#source.key,
        this.#counter(),
        constant([philox], [], "int32"),
      ],
      attributes: { dtype: typeAttribute("float32"), Tshape: typeAttribute("int32") },
      outputs: [{ shape: [...shape], dtype: "float32" }],
      name: `${this.#source.name}/draw${this.#draws++}`,
    });
    this.#blocks += Math.ceil(size / numbersPerBlock);
    return this.#recording.standFor(output, () => tf.tensor(values(rng, size), [...shape], "float32"));
  }

  /** Where the generator stands plus the blocks that earlier draws of the step took. */
  #counter(): Output {
    const { counter } = this.#source;
    if (this.#blocks === 0) return counter;
    const words = BigUint64Array.of(BigInt(this.#blocks), 0n);
    const offset = constantOfBytes(new Uint8Array(words.buffer), [2], "uint64");
    return makeOutput({
      op: "AddV2",
      inputs: [counter, offset],
      attributes: { T: typeAttribute("uint64") },
      outputs: [{ shape: [2], dtype: "uint64" }],
    });
  }
}
