import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeOf, type NdArray } from "kl-to-vae/array";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { decodeSafetensors, encodeSafetensors } from "kl-to-vae/network";
import { bytesOf, fileOf, oracle, tensorsOf, type OracleFile } from "./safetensorsFiles.js";

describe("encodeSafetensors", () => {
  it.each(Object.keys(oracle.files))("writes the bytes of Python's safetensors: %s", (name) => {
    const file = oracle.files[name] as OracleFile;
    const hasMetadata = Object.keys(file.metadata).length > 0;
    const bytes = encodeSafetensors(tensorsOf(file), hasMetadata ? file.metadata : undefined);
    expect(Buffer.from(bytes).toString("base64")).toBe(file.bytes);
  });

  it("writes the same bytes in whatever order the tensors come", () => {
    const [name] = Object.keys(oracle.files).filter((key) => key.startsWith("three types"));
    const file = oracle.files[name as string] as OracleFile;
    const reversed = Object.fromEntries(Object.entries(tensorsOf(file)).reverse());
    expect(encodeSafetensors(reversed)).toEqual(bytesOf(file.bytes));
  });

  it("keeps every bit of every number, through arrays of any shape and names of any text", () => {
    const shape = fc.array(fc.nat(4), { maxLength: 4 });
    const tensor = fc
      .tuple(shape, fc.constantFrom(Float32Array, Float64Array, Uint8Array))
      .chain(([lengths, type]) => {
        const size = sizeOf(lengths) * type.BYTES_PER_ELEMENT;
        return fc
          .uint8Array({ minLength: size, maxLength: size })
          .map((bytes): NdArray => ({ data: new type(bytes.buffer), shape: lengths }));
      });
    const name = fc.string({ unit: "binary" }).filter((text) => text !== "__metadata__");
    const tensors = fc.dictionary(name, tensor, { noNullPrototype: true });
    const metadata = fc.dictionary(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }));
    fc.assert(
      fc.property(tensors, metadata, (given, texts) => {
        const bytes = encodeSafetensors(given, texts);
        const read = decodeSafetensors(bytes);
        expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(given).sort());
        for (const [key, { data, shape }] of Object.entries(given)) {
          const same = read.tensors[key] as NdArray;
          expect([same.data.constructor, same.shape]).toEqual([data.constructor, shape]);
          expect(Buffer.from(same.data.buffer).equals(Buffer.from(data.buffer))).toBe(true);
        }
        expect(read.metadata).toEqual({ ...texts });
        expect(encodeSafetensors(read.tensors, read.metadata)).toEqual(bytes);
      }),
      { numRuns: 100 },
    );
  });

  it("writes a part of a larger buffer, and nothing around it", () => {
    const whole = Float32Array.of(9, 1, 2, 9);
    const { tensors } = decodeSafetensors(
      encodeSafetensors({ a: { data: whole.subarray(1, 3), shape: [2] } }),
    );
    expect(tensors).toEqual({ a: { data: Float32Array.of(1, 2), shape: [2] } });
  });

  it("takes arrays of Node's class for bytes, as bytes", () => {
    const { tensors } = decodeSafetensors(
      encodeSafetensors({ a: { data: Buffer.from([1, 2]), shape: [2] } }),
    );
    expect(tensors).toEqual({ a: { data: Uint8Array.of(1, 2), shape: [2] } });
  });

  it("begins the data on a multiple of eight bytes", () => {
    for (let length = 0; length < 9; length++) {
      const bytes = encodeSafetensors({ ["a".repeat(length)]: { data: new Float64Array(1), shape: [1] } });
      expect(bytes.length % 8).toBe(0);
    }
  });

  it("refuses a shape that does not fit, and says whose", () => {
    const data = new Float32Array(3);
    for (const shape of [[2], [], [-3], [1.5, 2], [NaN]]) {
      expect(() => encodeSafetensors({ weight: { data, shape } }), String(shape)).toThrow(ShapeError);
      expect(() => encodeSafetensors({ weight: { data, shape } })).toThrow('"weight"');
    }
  });

  it("refuses what the format has no place for", () => {
    const a = { data: new Float32Array(1), shape: [1] };
    const wrong: [Record<string, unknown>, Record<string, unknown> | undefined, string][] = [
      [{ __metadata__: a }, undefined, "__metadata__"],
      [{ "\ud800": a }, undefined, "surrogate"],
      [{ a: { data: [1], shape: [1] } }, undefined, "Float32Array"],
      [{ a: { data: new Int32Array(1), shape: [1] } }, undefined, "Float32Array"],
      [{ a }, { epoch: 3 }, '"epoch" must be a string'],
      [{ a }, { epoch: "\udc00" }, "surrogate"],
      [{ a }, { "\udc00": "" }, "surrogate"],
    ];
    for (const [tensors, metadata, message] of wrong) {
      const encode = (): Uint8Array =>
        encodeSafetensors(tensors as Record<string, NdArray>, metadata as Record<string, string> | undefined);
      expect(encode, message).toThrow(InvalidArgumentError);
      expect(encode).toThrow(message);
    }
  });

  it("refuses a header of more than 100 MB, which nobody would read", () => {
    const encode = (): Uint8Array => encodeSafetensors({}, { text: "x".repeat(100_000_000) });
    expect(encode).toThrow(InvalidArgumentError);
  });

  it("writes a header that starts with its length", () => {
    expect(encodeSafetensors({}, { format: "pt" })).toEqual(
      fileOf(JSON.stringify({ __metadata__: { format: "pt" } }).padEnd(32)),
    );
  });
});
