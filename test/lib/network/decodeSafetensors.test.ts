import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckpointError, InvalidArgumentError } from "kl-to-vae/errors";
import { decodeSafetensors, encodeSafetensors } from "kl-to-vae/network";
import { bytesOf, fileOf, oracle, tensorsOf, type OracleFile } from "./safetensorsFiles.js";

const all = { ...oracle.files, ...oracle.readOnly };
const float = (...offsets: number[]): object => ({ dtype: "F32", shape: [1], data_offsets: offsets });

describe("decodeSafetensors", () => {
  it.each(Object.keys(all))("reads what Python's safetensors wrote: %s", (name) => {
    const file = all[name] as OracleFile;
    const { tensors, metadata } = decodeSafetensors(bytesOf(file.bytes));
    const expected = tensorsOf(file);
    expect(Object.keys(tensors).sort()).toEqual(Object.keys(expected).sort());
    // toEqual tells −0 from 0.
    for (const tensor of Object.keys(expected)) expect(tensors[tensor]).toEqual(expected[tensor]);
    expect(metadata).toEqual(file.metadata);
  });

  it.each(Object.keys(oracle.malformed))("refuses what Python's safetensors refuses: %s", (name) => {
    expect(() => decodeSafetensors(bytesOf(oracle.malformed[name] as string))).toThrow(CheckpointError);
  });

  it.each(Object.keys(oracle.notRepresentable))(
    "refuses numbers that it has no array for, by name: %s",
    (name) => {
      const decode = (): unknown => decodeSafetensors(bytesOf(oracle.notRepresentable[name] as string));
      expect(decode).toThrow(CheckpointError);
      expect(decode).toThrow(name);
      expect(decode).toThrow('"a"');
    },
  );

  it("reads from bytes that lie anywhere in memory, shared memory included, and copies them", () => {
    const file = encodeSafetensors({ a: { data: Float64Array.of(1, 2), shape: [2] } }, { b: "c" });
    for (const buffer of [new ArrayBuffer(file.length + 3), new SharedArrayBuffer(file.length + 3)]) {
      const shifted = new Uint8Array(buffer, 3);
      shifted.set(file);
      const content = decodeSafetensors(shifted);
      shifted.fill(0);
      expect(content).toEqual({
        tensors: { a: { data: Float64Array.of(1, 2), shape: [2] } },
        metadata: { b: "c" },
      });
    }
    const buffer = Buffer.from(file);
    const { tensors } = decodeSafetensors(buffer);
    buffer.fill(0);
    expect(tensors["a"]?.data).toEqual(Float64Array.of(1, 2));
  });

  it("reads tensors that stand in the header in another order than their data, and a header with spaces", () => {
    const header = ` ${JSON.stringify({ second: float(4, 8), first: float(0, 4) }, null, 1)} \n`.trimStart();
    const data = new Uint8Array(Float32Array.of(1, 2).buffer);
    const { tensors } = decodeSafetensors(fileOf(header, data));
    expect(tensors["first"]?.data).toEqual(Float32Array.of(1));
    expect(tensors["second"]?.data).toEqual(Float32Array.of(2));
  });

  it("passes over what it does not know of a tensor, as the reference implementation does", () => {
    const { tensors } = decodeSafetensors(
      fileOf({ a: { ...float(0, 4), comment: [{ any: "thing" }] } }, [0, 0, 0, 0]),
    );
    expect(tensors).toEqual({ a: { data: Float32Array.of(0), shape: [1] } });
  });

  it("takes no name for more than a name", () => {
    const header = `{"__proto__":${JSON.stringify(float(0, 4))},"__metadata__":{"__proto__":"x"}}`;
    const { tensors, metadata } = decodeSafetensors(fileOf(header, [0, 0, 0, 0]));
    expect(Object.keys(tensors)).toEqual(["__proto__"]);
    expect(Object.keys(metadata)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["dtype"]).toBeUndefined();
    expect(decodeSafetensors(fileOf("{}")).tensors["shape"]).toBeUndefined();
  });

  const four = [0, 0, 0, 0];
  const eight = [...four, ...four];
  it.each<[Uint8Array, string]>([
    [new Uint8Array(3), "ends after 3"],
    [fileOf("{}", [], 9), "The header should have 9 bytes, but the file ends 2 bytes after its beginning"],
    [fileOf("{}", [], 100_000_001), "the header has 100000001 bytes, but at most 100000000"],
    [fileOf(" {}"), "must begin with {"],
    [fileOf('{"a":'), "not valid JSON"],
    [fileOf('{"a":1,"\\u0061":2}'), 'the key "\\u0061" occurs twice, again at position 7'],
    [fileOf(`{"__metadata__":{},"__metadata__":{}}`), 'the key "__metadata__" occurs twice'],
    [fileOf(`{"__metadata__":{"k":"","k":""}}`), 'the key "k" occurs twice'],
    [fileOf('{"a":{"shape":[],"shape":[]}}'), 'the key "shape" occurs twice'],
    [fileOf(`{"a":${"[".repeat(50)}`), "levels"],
    [fileOf({ __metadata__: { epoch: 3 } }), '__metadata__ must hold strings only, but "epoch" is 3'],
    [fileOf({ __metadata__: null }), "__metadata__ must be an object of strings, but is null"],
    [fileOf({ __metadata__: ["a"] }), "but is an array"],
    [fileOf({ a: 1 }), '"a" must be an object with dtype, shape and data_offsets, but is 1'],
    [
      fileOf({ a: { shape: [], data_offsets: [0, 4] } }),
      'dtype of the tensor "a" must be a string, but is missing',
    ],
    [
      fileOf({ a: { ...float(0, 4), dtype: "F12" } }, four),
      'The tensor "a" has the type "F12", but only F64, F32',
    ],
    [fileOf({ a: { ...float(0, 4), shape: [1, -1] } }, four), "number 1 of it is -1"],
    [fileOf({ a: { ...float(0, 4), shape: [0.5] } }, four), "number 0 of it is 0.5"],
    [fileOf({ a: { ...float(0, 4), shape: [2 ** 53] } }, four), "number 0 of it is 9007199254740992"],
    [fileOf({ a: { ...float(0, 4), shape: 1 } }, four), 'The shape of the tensor "a" must be an array'],
    [fileOf({ a: float(0) }, four), 'data_offsets of the tensor "a" must be two'],
    [fileOf({ a: float(4, 0) }, four), "the second not before the first"],
    [
      fileOf({ a: { ...float(0, 4), shape: [2] } }, four),
      "needs 8 bytes, but its data_offsets [0, 4] give it 4",
    ],
    [fileOf({ a: float(0, 4) }, [0]), "reach beyond the 1 bytes of data: the file is cut short"],
    [
      fileOf({ a: float(0, 4), b: float(0, 4) }, four),
      'tensor "b" begin at 0 and overlap those of the tensor "a"',
    ],
    [fileOf({ a: float(4, 8) }, eight), "No tensor has the 4 bytes of data between the header"],
    [fileOf({ a: float(0, 4) }, eight), "4 bytes after the last tensor, at 4 of its data"],
    [
      fileOf({ a: { dtype: "BOOL", shape: [2], data_offsets: [0, 2] } }, [1, 2]),
      'Element 1 of the tensor "a" is the byte 2',
    ],
  ])("says what is wrong and where: %#", (file, message) => {
    expect(() => decodeSafetensors(file)).toThrow(CheckpointError);
    expect(() => decodeSafetensors(file)).toThrow(message);
  });

  it("keeps its messages short and on one line, whatever a file holds", () => {
    const name = "\n\u001b[31m".repeat(10_000);
    const shape = new Array<number>(10_000).fill(1);
    for (const header of [
      { a: { dtype: "F32", shape, data_offsets: [0, 0] } },
      { [name]: 1 },
      { [name]: { dtype: name } },
      { __metadata__: { [name]: 1 } },
    ]) {
      const messages: string[] = [];
      try {
        decodeSafetensors(fileOf(header));
      } catch (error) {
        messages.push((error as Error).message);
      }
      expect(messages[0]?.length).toBeLessThan(1000);
      // eslint-disable-next-line no-control-regex -- these are what must not be there
      expect(messages[0]).not.toMatch(/[\u0000-\u001f]/);
    }
  });

  it("refuses what is no bytes as a mistake of the caller", () => {
    for (const wrong of [undefined, "text", [1, 2], new ArrayBuffer(8), new Float32Array(2)])
      expect(() => decodeSafetensors(wrong as unknown as Uint8Array)).toThrow(InvalidArgumentError);
  });

  it("reads a damaged file or refuses it, and does nothing else", () => {
    const files = Object.values(all).map(({ bytes }) => bytesOf(bytes));
    const damage = fc.record({
      file: fc.constantFrom(...files),
      flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
      cut: fc.option(fc.nat()),
      inserted: fc.option(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 4 }))),
    });
    fc.assert(
      fc.property(damage, ({ file, flips, cut, inserted }) => {
        const bytes = [...file];
        for (const [at, mask] of flips) bytes[at % bytes.length]! ^= mask;
        if (inserted !== null) bytes.splice(inserted[0] % (bytes.length + 1), 0, ...inserted[1]);
        if (cut !== null) bytes.length = cut % (bytes.length + 1);
        readsOrRefuses(Uint8Array.from(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it("reads a file with any JSON for a header or refuses it, and does nothing else", () => {
    const count = fc.oneof(fc.nat(9), fc.constantFrom(-1, 0.5, -0, 2 ** 53, 1e308));
    const tensor = fc.record(
      {
        dtype: fc.constantFrom<unknown>("F32", "F16", "U8", "BOOL", "I64", "F4", 3, null),
        shape: fc.oneof(fc.array(count, { maxLength: 3 }), fc.jsonValue()),
        data_offsets: fc.oneof(fc.array(count, { maxLength: 3 }), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    const header = fc.oneof(fc.dictionary(fc.string(), fc.oneof(tensor, fc.jsonValue())), fc.jsonValue());
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 16 }), (json, data) => {
        readsOrRefuses(fileOf(JSON.stringify(json), data));
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses headers that are made to exhaust memory or time", () => {
    const size = 2_000_000;
    for (const header of [
      "[".repeat(size),
      `{"a":${"[".repeat(size)}`,
      `{"a":${'{"a":'.repeat(size / 5)}`,
      `{"${"\\u".repeat(size / 2)}`,
      `{"${"\\\\".repeat(size / 2)}":1}`,
      `{${'"'.repeat(size)}`,
      `{"a":{"shape":[${"1,".repeat(size / 2)}1]}}`,
      `{"a":1${" ".repeat(size)}`,
    ]) {
      expect(() => decodeSafetensors(fileOf(header)), header.slice(0, 10)).toThrow(CheckpointError);
    }
  });
});

function readsOrRefuses(bytes: Uint8Array): void {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    for (const { data, shape } of Object.values(tensors))
      expect(shape.reduce((product, length) => product * length, 1)).toBe(data.length);
    for (const text of Object.values(metadata)) expect(typeof text).toBe("string");
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
  }
}
