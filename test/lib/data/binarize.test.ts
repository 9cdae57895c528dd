import { ndarray } from "kl-to-vae/array";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { binarize } from "kl-to-vae/data";
import { Rng } from "kl-to-vae/random";
import { describe, expect, it } from "vitest";

const everyByte = ndarray(
  Uint8Array.from({ length: 256 }, (_, i) => i),
  [1, 16, 16],
);

describe("binarize", () => {
  it("sets bytes from 128 on to 1, as rounding pixel / 255 does", () => {
    const { data, shape } = binarize(everyByte);
    expect(shape).toEqual([1, 16, 16]);
    expect([...data]).toEqual(Array.from({ length: 256 }, (_, i) => Math.round(i / 255)));
  });

  it("changes nothing in what it made itself", () => {
    const once = binarize(everyByte);
    expect(binarize(once)).toEqual(once);
    expect(binarize(once, { method: "dynamic", rng: new Rng(1) })).toEqual(once);
  });

  it("draws ones as often as the pixel says", () => {
    const n = 20_000;
    const grey = ndarray(new Uint8Array(n).fill(51), [n]);
    const { data } = binarize(grey, { method: "dynamic", rng: new Rng(3) });
    const ones = data.reduce((sum, bit) => sum + bit, 0);
    const standardError = Math.sqrt((0.2 * 0.8) / n);
    expect(Math.abs(ones / n - 0.2)).toBeLessThan(5 * standardError);
  });

  it("draws anew at each call and the same with the same seed", () => {
    const grey = ndarray(new Uint8Array(100).fill(128), [100]);
    const rng = new Rng(7);
    const first = binarize(grey, { method: "dynamic", rng });
    expect(binarize(grey, { method: "dynamic", rng })).not.toEqual(first);
    expect(binarize(grey, { method: "dynamic", rng: new Rng(7) })).toEqual(first);
  });

  it("refuses pixels outside [0, 1], draws without a generator, and unknown methods", () => {
    for (const pixel of [-0.1, 1.5, NaN]) {
      expect(() => binarize(ndarray(Float32Array.of(0, pixel), [2]))).toThrow(/element 1 is/);
    }
    expect(() => binarize(everyByte, { method: "dynamic" })).toThrow(InvalidArgumentError);
    const options = { method: "otsu" } as unknown as { method: "threshold" };
    expect(() => binarize(everyByte, options)).toThrow(/"otsu"/);
  });
});
