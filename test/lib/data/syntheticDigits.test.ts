import { InvalidArgumentError } from "kl-to-vae/errors";
import { readIdx, syntheticDigits } from "kl-to-vae/data";
import type { NdArray } from "kl-to-vae/array";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { realData } from "./realData.js";

/** For each image: its mean pixel, and the rows and columns that its ink spans. */
function measure({ data, shape }: NdArray<Uint8Array>): { mean: number; width: number; height: number }[] {
  return Array.from({ length: shape[0] ?? 0 }, (_, i) => {
    const image = data.subarray(i * 784, (i + 1) * 784);
    const inked = [...image.keys()].filter((pixel) => (image[pixel] as number) > 127);
    const span = (values: number[]): number => Math.max(...values) - Math.min(...values) + 1;
    return {
      mean: image.reduce((sum, value) => sum + value, 0) / 784,
      width: span(inked.map((pixel) => pixel % 28)),
      height: span(inked.map((pixel) => Math.floor(pixel / 28))),
    };
  });
}

const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Class means of the first images and how many of the others lie nearest to the mean of their own class. */
function nearestMeanAccuracy(train: [NdArray, NdArray], test: [NdArray, NdArray]): number {
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  const counts = new Float64Array(10);
  train[1].data.forEach((label) => (counts[label] = (counts[label] as number) + 1));
  train[1].data.forEach((label, i) => {
    const classMean = means[label] as Float64Array;
    for (let j = 0; j < 784; j++) {
      classMean[j] =
        (classMean[j] as number) + (train[0].data[i * 784 + j] as number) / (counts[label] as number);
    }
  });
  const distance = (i: number, classMean: Float64Array): number =>
    classMean.reduce((sum, value, j) => sum + (value - (test[0].data[i * 784 + j] as number)) ** 2, 0);
  const hits = [...test[1].data].filter((label, i) => {
    const distances = means.map((classMean) => distance(i, classMean));
    return distances.indexOf(Math.min(...distances)) === label;
  });
  return hits.length / test[1].data.length;
}

describe("syntheticDigits", () => {
  it("draws grey 28 × 28 pictures with all ten labels", () => {
    const { images, labels } = syntheticDigits({ n: 500, seed: 1 });
    expect(images.shape).toEqual([500, 28, 28]);
    expect(images.data).toBeInstanceOf(Uint8Array);
    expect(labels.shape).toEqual([500]);
    expect(new Set(labels.data)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });

  it("has MNIST's amount of ink and MNIST's extent, with a margin around every digit", () => {
    const { images } = syntheticDigits({ n: 2000, seed: 2 });
    const digits = measure({ data: images.data as Uint8Array, shape: images.shape });
    expect(Math.abs(average(digits.map(({ mean }) => mean)) - 33.3)).toBeLessThan(2);
    for (const { width, height } of digits) {
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(17);
      expect(Math.max(width, height)).toBeLessThanOrEqual(21);
    }
  });

  it("gives the same digits for the same seed, others for another, and the first of many are those of few", () => {
    const few = syntheticDigits({ n: 20, seed: 3 });
    expect(syntheticDigits({ n: 20, seed: 3 })).toEqual(few);
    expect(syntheticDigits({ n: 20, seed: 4 }).images).not.toEqual(few.images);
    expect(syntheticDigits({ n: 40, seed: 3 }).images.data.slice(0, 20 * 784)).toEqual(few.images.data);
  });

  it("never draws the same picture twice", () => {
    const { images } = syntheticDigits({ n: 1000, seed: 5 });
    const pictures = Array.from({ length: 1000 }, (_, i) => images.data.slice(i * 784, (i + 1) * 784).join());
    expect(new Set(pictures).size).toBe(1000);
  });

  it("looks so much like MNIST that a nearest-mean classifier learned on it reads real digits", async (context) => {
    const directory = join(realData(context, "mnist/t10k-images-idx3-ubyte.gz"), "mnist");
    const { images, labels } = syntheticDigits({ n: 3000, seed: 6 });
    const realImages = await readIdx(join(directory, "t10k-images-idx3-ubyte.gz"));
    const realLabels = await readIdx(join(directory, "t10k-labels-idx1-ubyte.gz"));
    const first: [NdArray, NdArray] = [
      { data: realImages.data.subarray(0, 1000 * 784), shape: [1000, 28, 28] },
      { data: realLabels.data.subarray(0, 1000), shape: [1000] },
    ];
    const accuracy = nearestMeanAccuracy([images, labels], first);
    expect(accuracy).toBeGreaterThan(0.5);
  });

  it("refuses a number or a seed that is none", () => {
    expect(() => syntheticDigits({ n: 0, seed: 1 })).toThrow(InvalidArgumentError);
    expect(() => syntheticDigits({ n: 2.5, seed: 1 })).toThrow(InvalidArgumentError);
    expect(() => syntheticDigits({ n: 1, seed: -1 })).toThrow(InvalidArgumentError);
  });
});
