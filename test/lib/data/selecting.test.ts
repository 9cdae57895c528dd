import { ndarray } from "kl-to-vae/array";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { splitDataset, takeExamples, takeRows } from "kl-to-vae/data";
import { Rng } from "kl-to-vae/random";
import { describe, expect, it } from "vitest";

const images = ndarray(
  Uint8Array.from({ length: 20 }, (_, i) => i),
  [5, 2, 2],
);
const labels = ndarray(Uint8Array.of(0, 1, 2, 3, 4), [5]);

describe("takeExamples", () => {
  it("gives the first examples with their labels, and all when asked for more", () => {
    const two = takeExamples({ images, labels }, 2);
    expect(two.images).toEqual(ndarray(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7), [2, 2, 2]));
    expect(two.labels).toEqual(ndarray(Uint8Array.of(0, 1), [2]));
    expect(takeExamples({ images }, 9)).toEqual({ images });
  });

  it("refuses a number that is not a positive integer", () => {
    for (const n of [0, -1, 1.5, NaN])
      expect(() => takeExamples({ images }, n)).toThrow(InvalidArgumentError);
  });
});

describe("takeRows", () => {
  it("copies rows in the order asked for, as often as asked for", () => {
    const taken = takeRows(images, [4, 0, 4, 1, 1, 1]);
    expect(taken.shape).toEqual([6, 2, 2]);
    expect([...taken.data.subarray(0, 12)]).toEqual([16, 17, 18, 19, 0, 1, 2, 3, 16, 17, 18, 19]);
    taken.data[0] = 99;
    expect(images.data[16]).toBe(16);
  });

  it("refuses rows that are not there", () => {
    for (const row of [-1, 5, 0.5]) expect(() => takeRows(images, [row])).toThrow(InvalidArgumentError);
  });
});

describe("splitDataset", () => {
  it("puts every example on one side, with its own label", () => {
    const { train, validation } = splitDataset({ images, labels }, { validation: 2, rng: new Rng(5) });
    expect(train.images.shape).toEqual([3, 2, 2]);
    expect(validation.images.shape).toEqual([2, 2, 2]);
    const parts = [train, validation];
    expect(parts.flatMap((part) => [...(part.labels?.data ?? [])]).sort()).toEqual([0, 1, 2, 3, 4]);
    for (const part of parts) {
      part.labels?.data.forEach((label, i) => {
        expect(part.images.data[4 * i]).toBe(4 * label);
      });
    }
  });

  it("refuses to leave a side empty", () => {
    for (const validation of [0, 5, 1.5]) {
      expect(() => splitDataset({ images }, { validation, rng: new Rng(5) })).toThrow(InvalidArgumentError);
    }
  });
});
