import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "../../array/index.js";
import { binarize } from "../../data/index.js";
import { InvalidArgumentError, NonFiniteError } from "../../errors/index.js";
import type { Binarization } from "../Binarization.js";
import type { Likelihood } from "../likelihoods/index.js";
import { flattenImages } from "../model/flattenImages.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";

const valuesAtOnce = 1_000_000;

/** Images that a model can be trained or evaluated on, checked once, turned into numbers batch by batch. */
export class Examples {
  readonly count: number;
  /** Pixels of one. */
  readonly size: number;
  /** Whether the pixels of a batch are still to be drawn, each 1 with the grey pixel as its probability. */
  readonly dynamic: boolean;
  readonly #rows: NdArray;
  /** What counts as 1. */
  readonly #white: number;

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
    checkPixels(rows, method === "none" ? network.likelihood.support : "unit interval", name);
    const threshold = method === "threshold";
    this.#rows = threshold ? blackAndWhite(rows) : rows;
    this.#white = threshold ? 1 : whiteOf(rows.data);
    this.dynamic = method === "dynamic";
    [this.count, this.size] = rows.shape as [number, number];
  }

  /** How much memory of the backend {@link toTensor} takes. */
  get tensorBytes(): number {
    return this.count * this.size * (this.#isBinary ? 1 : 4);
  }

  /** All pixels, `[count, size]`, on the backend in use: as {@link batch} gives them, but `bool` where they are bits. */
  toTensor(): tf.Tensor2D {
    const { data } = this.#rows;
    const shape: [number, number] = [this.count, this.size];
    if (this.#isBinary) return tf.tensor2d(data as Uint8Array, shape, "bool");
    return tf.tensor2d(this.#scaled(Float32Array.from(data)), shape);
  }

  /**
   * The pixels of these examples, `[positions.length, inputSize]`: black and white under `"threshold"`, else as they
   * are, with bytes counting as 1/255.
   */
  batch(positions: readonly number[]): Float32Array {
    const { data } = this.#rows;
    const { size } = this;
    const pixels = new Float32Array(positions.length * size);
    // Copying from one typed array to another is the quickest way of turning bytes into floats.
    positions.forEach((position, row) =>
      pixels.set(data.subarray(position * size, (position + 1) * size), row * size),
    );
    return this.#scaled(pixels);
  }

  get #isBinary(): boolean {
    return this.#rows.data instanceof Uint8Array && this.#white === 1;
  }

  #scaled(pixels: Float32Array): Float32Array {
    const white = this.#white;
    if (white !== 1) for (let i = 0; i < pixels.length; i++) pixels[i] = (pixels[i] as number) / white;
    return pixels;
  }
}

/** Rows in 0 and 1, as bytes, since a whole set of floats would take four times as much memory. */
function blackAndWhite({ data, shape }: NdArray): NdArray<Uint8Array> {
  const bits = new Uint8Array(data.length);
  for (let start = 0; start < data.length; start += valuesAtOnce) {
    const part = data.subarray(start, start + valuesAtOnce);
    bits.set(binarize({ data: part, shape: [part.length] }).data, start);
  }
  return { data: bits, shape };
}

function whiteOf(data: NdArray["data"]): number {
  return data instanceof Uint8Array ? 255 : 1;
}

function checkPixels({ data, shape }: NdArray, support: Likelihood["support"], name: string): void {
  const scale = whiteOf(data);
  if (scale === 255 && support !== "binary") return;
  const bad = data.findIndex((value: number) => !isWithin(value / scale, support));
  if (bad < 0) return;
  const size = shape[1] as number;
  const place = `${name}: pixel ${bad % size} of image ${Math.floor(bad / size)} is ${(data[bad] as number) / scale}`;
  if (!Number.isFinite(data[bad])) throw new NonFiniteError(`${place}, but pixels must be finite.`);
  const note = scale === 255 ? " (Uint8 images count as 1/255)" : "";
  const remedy =
    support === "binary"
      ? 'but a Bernoulli likelihood is defined on 0 and 1 only: pass binarize: "threshold" or "dynamic", or use the likelihood "continuous-bernoulli"'
      : 'but must lie in [0, 1]: scale the images, or use the likelihood "gaussian" without binarize';
  throw new InvalidArgumentError(`${place}${note}, ${remedy}.`);
}

function isWithin(value: number, support: Likelihood["support"]): boolean {
  switch (support) {
    case "binary":
      return value === 0 || value === 1;
    case "unit interval":
      return value >= 0 && value <= 1;
    case "real":
      return Number.isFinite(value);
  }
}
