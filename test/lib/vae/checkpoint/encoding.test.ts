import fc from "fast-check";
import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { decodeSafetensors } from "kl-to-vae/network";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint } from "../../../../lib/src/vae/checkpoint/decodeCheckpoint.js";
import { encodeCheckpoint } from "../../../../lib/src/vae/checkpoint/encodeCheckpoint.js";
import { sampleCheckpoint } from "./sampleCheckpoint.js";
import { smallCheckpoint } from "./smallCheckpoint.js";

const bytesOf = ({ data }: { data: Float32Array | Float64Array | Uint8Array }): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
const text = fc.string({ unit: "binary" });
const names = text.filter((name) => name !== "__metadata__");
const oneDimensional = <Data extends Float32Array | Float64Array | Uint8Array>(data: Data) => ({
  data,
  shape: [data.length],
});
const arrays = fc.oneof(
  fc.float32Array().map(oneDimensional),
  fc.float64Array().map(oneDimensional),
  fc.uint8Array().map(oneDimensional),
);
const { record: records } = fc.letrec((tie) => ({
  record: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false, "#", "#NaN", "##", "kl-to-vae.checkpoint"),
    fc.double(),
    fc.string({ unit: "binary" }),
    fc.array(tie("record")),
    fc.dictionary(fc.oneof(text, fc.constant("__proto__")), tie("record"), { noNullPrototype: true }),
  ),
}));

const roundTrip = (record: unknown): unknown =>
  decodeCheckpoint(encodeCheckpoint({ arrays: {}, record })).record;

describe("a checkpoint", () => {
  it("comes back from its bytes as it was", () => {
    for (const checkpoint of [smallCheckpoint, sampleCheckpoint(7), { arrays: {}, record: null }]) {
      expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toStrictEqual(checkpoint);
    }
  });

  it("keeps every bit of any arrays under any names, NaNs included", () => {
    fc.assert(
      fc.property(fc.dictionary(names, arrays, { noNullPrototype: true }), (all) => {
        const read = decodeCheckpoint(encodeCheckpoint({ arrays: all, record: 0 })).arrays;
        expect(new Set(Object.keys(read))).toEqual(new Set(Object.keys(all)));
        for (const [name, array] of Object.entries(all)) {
          expect(read[name]?.shape).toEqual(array.shape);
          expect(read[name]?.data.constructor).toBe(array.data.constructor);
          expect(bytesOf(read[name] as typeof array)).toEqual(bytesOf(array));
        }
      }),
    );
  });

  it("keeps any record of plain JSON, numbers exactly, with NaN, infinities and −0", () => {
    fc.assert(
      fc.property(records, (record) => {
        expect(roundTrip(record)).toStrictEqual(record);
      }),
      { numRuns: 300 },
    );
  });

  it.each([NaN, Infinity, -Infinity, -0, 0, 5e-324, Number.MAX_VALUE, 0.1 + 0.2, 2 ** 53 + 2])(
    "keeps the number %d of a record",
    (value) => {
      expect(roundTrip({ history: [{ value }] })).toStrictEqual({ history: [{ value }] });
    },
  );

  it("keeps a record with a text of every kind of mark apart from the numbers that are written so", () => {
    const texts = ["#NaN", "#Infinity", "#-Infinity", "#-0", "##NaN", "#", "#1f77b4", "NaN"];
    expect(roundTrip(texts)).toEqual(texts);
  });

  it("takes objects and arrays of another context, such as a notebook's cells make", () => {
    const record: unknown = runInNewContext("({ options: { hidden: [400], beta: Infinity } })");
    expect(roundTrip(record)).toEqual({ options: { hidden: [400], beta: Infinity } });
  });

  it("is a safetensors file whose metadata say what it is", () => {
    const bytes = encodeCheckpoint(smallCheckpoint);
    const { tensors, metadata } = decodeSafetensors(bytes);
    expect(tensors).toEqual(smallCheckpoint.arrays);
    expect(Object.keys(metadata)).toEqual(["kl-to-vae.checkpoint", "kl-to-vae.record"]);
    expect(JSON.parse(metadata["kl-to-vae.record"] ?? "")).toEqual({
      epoch: 3,
      losses: [100.25, "#Infinity"],
      name: "é 😀",
    });
  });

  it("carries the SHA-256 of its bytes with the digits of checksum and size as zeros", () => {
    const bytes = encodeCheckpoint(sampleCheckpoint(1));
    const [seal, digest, size] =
      /sha256 ([0-9a-f]{64}), ([0-9]{16}) bytes, format 1/.exec(
        decodeSafetensors(bytes).metadata["kl-to-vae.checkpoint"] ?? "",
      ) ?? [];
    expect(Number(size)).toBe(bytes.length);
    const blank = Buffer.from(bytes);
    const place = blank.indexOf(seal as string);
    blank.fill("0", place + 7, place + 7 + 64);
    blank.fill("0", place + 7 + 64 + 2, place + 7 + 64 + 2 + 16);
    expect(digest).toBe(createHash("sha256").update(blank).digest("hex"));
  });

  it("has the same bytes for the same contents", () => {
    expect(encodeCheckpoint(sampleCheckpoint(3))).toEqual(encodeCheckpoint(sampleCheckpoint(3)));
  });

  it.each([
    ["undefined", { a: [{ b: undefined }] }, "record.a[0].b is undefined"],
    ["a hole", { a: [1, , 2] }, "record.a[1] is undefined"], // eslint-disable-line no-sparse-arrays
    ["a function", { onEpoch: () => 0 }, "record.onEpoch is a function"],
    ["a bigint", [1n], "record[0] is a bigint"],
    ["a date", { "at noon": new Date(0) }, 'record["at noon"] is an instance of Date'],
    ["a map", { map: new Map() }, "record.map is an instance of Map"],
    ["a typed array", { moments: Float32Array.of(1) }, "record.moments is an instance of Float32Array"],
    ["nothing at all", undefined, "record is undefined"],
  ])("is not made of a record with %s, and the error says where that is", (_, record, message) => {
    const encode = () => encodeCheckpoint({ arrays: {}, record });
    expect(encode).toThrow(InvalidArgumentError);
    expect(encode).toThrow(message);
  });

  it("is not made of a record that contains itself; one that holds an object twice is", () => {
    const record: Record<string, unknown> = { model: { hidden: [1] } };
    expect(roundTrip({ a: record, b: record })).toEqual({ a: record, b: record });
    (record["model"] as Record<string, unknown>)["parent"] = record;
    expect(() => encodeCheckpoint({ arrays: {}, record })).toThrow("record.model.parent contains itself");
  });

  it("is not made of arrays that no file can hold", () => {
    const array = { data: Float32Array.of(1, 2), shape: [3] };
    expect(() => encodeCheckpoint({ arrays: { array }, record: 0 })).toThrow(ShapeError);
    const named = { ["__metadata__"]: { data: Float32Array.of(1), shape: [1] } };
    expect(() => encodeCheckpoint({ arrays: named, record: 0 })).toThrow(InvalidArgumentError);
  });
});
