import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import type { Binarization } from "../Binarization.js";
import { flattenImages } from "../model/flattenImages.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { requirePixels } from "./requirePixels.js";

/** Images that a model can be trained or evaluated on, checked once, turned into numbers batch by batch. */
export class Examples {
  readonly count: number;
  /** Pixels of one. */
  readonly size: number;
  /** Whether the pixels of a batch are still to be drawn, each 1 with the grey pixel as its probability. */
  readonly dynamic: boolean;
  readonly #data: NdArray["data"];
  /** Whether the data are bytes of 0 and 1, and not of 0 to 255. */
  readonly #areBits: boolean;

  /**
   * @throws ShapeError if the images do not fit the model
   * @throws NonFiniteError, InvalidArgumentError if a pixel is outside what the likelihood is defined for
   */
  constructor(images: NdArray, network: LatentVariableNetwork, method: Binarization, name: string) {
    if (!["none", "threshold", "dynamic"].includes(method)) {
      throw new InvalidArgumentError(
        `binarize is ${JSON.stringify(method)}, but must be none, threshold or dynamic.`,
      );
    }
    const rows = flattenImages(images, network.options.inputShape, name);
    requirePixels(rows, method === "none" ? network.likelihood.support : "unit interval", name);
    this.#areBits = method === "threshold";
    this.#data = this.#areBits ? blackAndWhite(rows.data) : rows.data;
    this.dynamic = method === "dynamic";
    [this.count, this.size] = rows.shape as [number, number];
  }

  /** How much memory of the backend {@link toTensor} takes. */
  get tensorBytes(): number {
    return this.#data.length * (this.#areBits ? 1 : 4);
  }

  /** All pixels, `[count, size]`, on the backend in use: as {@link batch} gives them, but `bool` where they are bits. */
  toTensor(): tf.Tensor2D {
    const data = this.#data;
    const shape: [number, number] = [this.count, this.size];
    if (this.#areBits) return tf.tensor2d(data as Uint8Array, shape, "bool");
    const pixels = new Float32Array(data.length);
    this.#copy(pixels, 0, 0, data.length);
    return tf.tensor2d(pixels, shape);
  }

  /**
   * The pixels of these examples, `[positions.length, size]`: black and white under `"threshold"`, else as they are,
   * with bytes counting as 1/255.
   */
  batch(positions: readonly number[]): Float32Array {
    const { size } = this;
    const pixels = new Float32Array(positions.length * size);
    positions.forEach((position, row) => this.#copy(pixels, row * size, position * size, size));
    return pixels;
  }

  /** Puts `count` pixels from the place `start` on into others, from `offset` on. */
  #copy(pixels: Float32Array, offset: number, start: number, count: number): void {
    const part = this.#data.subarray(start, start + count);
    if (part instanceof Uint8Array && !this.#areBits) copyGrey(pixels, offset, part);
    // From one typed array to another: the quickest way.
    else pixels.set(part, offset);
  }
}

/** Bytes as parts of 255. To 32 bits this product is for each of them what the division gives, and quicker. */
function copyGrey(pixels: Float32Array, offset: number, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) pixels[offset + i] = (bytes[i] as number) * (1 / 255);
}

/**
 * 1 where the pixel is at least ½, else 0, as `binarize` of the topic data has it; but as bytes, since a whole set of
 * floats would take four times as much memory.
 */
function blackAndWhite(data: NdArray["data"]): Uint8Array {
  const half = data instanceof Uint8Array ? 255 / 2 : 1 / 2;
  const bits = new Uint8Array(data.length);
  // Without a branch, which noisy pixels would mislead.
  for (let i = 0; i < bits.length; i++) bits[i] = Number((data[i] as number) >= half);
  return bits;
}
