import { ndarray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { Rng } from "../random/index.js";
import type { LabelledDataset } from "./Dataset.js";
import { digitStrokes, type Stroke } from "./synthetic/digitStrokes.js";
import { drawCurves } from "./synthetic/drawCurves.js";
import { fitToImage } from "./synthetic/fitToImage.js";
import { randomWarp } from "./synthetic/randomWarp.js";
import { smoothCurve } from "./synthetic/smoothCurve.js";

const SIZE = 28;
const PIECES = 5;

/**
 * Draws handwritten-like digits from strokes of our own, each with its own slant, proportions, elastic deformation and
 * thickness, laid out as MNIST's are. The same seed gives the same digits, and the first of many are those of few.
 *
 * @returns `images` `[n, 28, 28]`, grey 0 … 255, and `labels` `[n]`, 0 … 9, each digit equally likely
 * @throws InvalidArgumentError unless n is a positive integer and the seed one that `Rng` takes
 */
export function syntheticDigits(options: { readonly n: number; readonly seed: number }): LabelledDataset {
  const { n, seed } = options;
  if (!Number.isInteger(n) || n < 1) {
    throw new InvalidArgumentError(`The number of digits must be a positive integer, but it is ${n}.`);
  }
  const rng = new Rng(seed);
  const images = new Uint8Array(n * SIZE * SIZE);
  const labels = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const digit = rng.integer(digitStrokes.length);
    labels[i] = digit;
    drawDigit(images.subarray(i * SIZE * SIZE, (i + 1) * SIZE * SIZE), digit, rng);
  }
  return { images: ndarray(images, [n, SIZE, SIZE]), labels: ndarray(labels, [n]) };
}

function drawDigit(image: Uint8Array, digit: number, rng: Rng): void {
  const variants = digitStrokes[digit] as readonly (readonly Stroke[])[];
  const strokes = variants[rng.integer(variants.length)] as readonly Stroke[];
  const warp = randomWarp(rng);
  const radius = Math.min(2.2, Math.max(0.7, 1.27 + 0.32 * rng.normal()));
  const curves = strokes.map((stroke) => smoothCurve(stroke, PIECES).map(warp));
  const extent = 20 - rng.uniform();
  const centre = [SIZE / 2 + 0.4 * rng.normal(), SIZE / 2 + 0.4 * rng.normal()] as const;
  drawCurves(image, SIZE, fitToImage(curves, { extent, margin: radius, centre }), radius);
}
