import fc from "fast-check";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { readIdx } from "kl-to-vae/data";
import { describe, expect, it } from "vitest";
import { idxBytes } from "./idxBytes.js";
import { temporaryDirectory } from "./temporaryDirectory.js";

const sixElements = Uint8Array.of(1, 2, 3, 4, 5, 255);

describe("readIdx", () => {
  it("gives back every array of bytes in its shape, compressed or plain", async () => {
    const arrays = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 }).chain((shape) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return fc.tuple(fc.constant(shape), fc.uint8Array({ minLength: size, maxLength: size }), fc.boolean());
    });
    await fc.assert(
      fc.asyncProperty(arrays, async ([shape, elements, compress]) => {
        const bytes = idxBytes(shape, elements);
        const read = await readIdx(compress ? gzipSync(bytes) : bytes);
        expect(read.shape).toEqual(shape);
        expect([...read.data]).toEqual([...elements]);
      }),
    );
  });

  it("reads a file by its path", async () => {
    const path = join(temporaryDirectory(), "six-idx2-ubyte.gz");
    writeFileSync(path, gzipSync(idxBytes([2, 3], sixElements)));
    expect(await readIdx(path)).toEqual({ data: sixElements, shape: [2, 3] });
  });

  it.each([
    ["an empty file", new Uint8Array(0), /truncated: an IDX header has at least 4 bytes, but there are 0/],
    ["another magic number", Uint8Array.of(0x50, 0x4b, 8, 1, 0, 0, 0, 0), /magic number.*80 75/],
    [
      "elements of another known type",
      idxBytes([0], new Uint8Array(0), 0x0d),
      /type float32 are not supported/,
    ],
    ["an unknown element type", idxBytes([0], new Uint8Array(0), 0x07), /unknown element type 0x07/],
    ["no dimensions", Uint8Array.of(0, 0, 8, 0), /no dimensions/],
    ["half a header", idxBytes([2, 3], sixElements).subarray(0, 9), /header with 2 dimensions has 12 bytes/],
    [
      "missing elements",
      idxBytes([2, 3], sixElements.subarray(1)),
      /2 × 3 need 6 elements, but only 5 follow/,
    ],
    ["trailing bytes", idxBytes([2, 2], sixElements), /2 trailing bytes/],
    ["impossible dimensions", idxBytes([4e9, 4e9, 4e9], sixElements), /too large/],
  ])("refuses %s and says so", async (_what, bytes, message) => {
    await expect(readIdx(bytes)).rejects.toThrow(InvalidArgumentError);
    await expect(readIdx(bytes)).rejects.toThrow(message);
  });

  it("refuses half of a compressed file", async () => {
    const half = gzipSync(idxBytes([2, 3], sixElements)).subarray(0, 20);
    await expect(readIdx(half)).rejects.toThrow(/gzip data is truncated or damaged/);
  });

  it("names a file that does not exist", async () => {
    const path = join(temporaryDirectory(), "nowhere");
    await expect(readIdx(path)).rejects.toThrow(`Cannot read the IDX file ${path}`);
  });
});
