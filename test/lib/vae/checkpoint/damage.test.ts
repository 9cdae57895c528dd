import fc from "fast-check";
import { CheckpointError } from "kl-to-vae/errors";
import { encodeSafetensors } from "kl-to-vae/network";
import { Rng } from "kl-to-vae/random";
import { describe, expect, it } from "vitest";
import { decodeCheckpoint } from "../../../../lib/src/vae/checkpoint/decodeCheckpoint.js";
import { encodeCheckpoint } from "../../../../lib/src/vae/checkpoint/encodeCheckpoint.js";
import { blankSeal, sealKey, setSeal } from "../../../../lib/src/vae/checkpoint/seal.js";
import { refusal } from "./refusal.js";
import { sampleCheckpoint } from "./sampleCheckpoint.js";
import { smallCheckpoint } from "./smallCheckpoint.js";

const small = encodeCheckpoint(smallCheckpoint);
const large = encodeCheckpoint(sampleCheckpoint(1));
const headerEnd = (bytes: Uint8Array): number => 8 + new DataView(bytes.buffer).getUint32(0, true);

/** What is said of the file with one bit flipped. */
function afterFlip(bytes: Uint8Array, position: number, bit: number): string {
  const byte = bytes[position] as number;
  bytes[position] = byte ^ (1 << bit);
  const message = refusal(bytes);
  bytes[position] = byte;
  return message;
}

/** A file with a right checksum and this metadata after it. */
function sealed(format: number, metadata: Record<string, string>): Uint8Array {
  const bytes = encodeSafetensors({}, { [sealKey]: blankSeal(format), ...metadata });
  setSeal(bytes);
  return bytes;
}

describe("decodeCheckpoint", () => {
  it("calls every single flipped bit damage", () => {
    for (let position = 0; position < small.length; position++)
      for (let bit = 0; bit < 8; bit++)
        expect(afterFlip(small, position, bit), `bit ${bit} of byte ${position}`).toMatch(/^it is damaged/);
  });

  it("finds a bit flipped in any byte of a large header and in 1,000 places of the data", () => {
    const rng = new Rng(1);
    const end = headerEnd(large);
    expect(end).toBeGreaterThan(3000);
    const places = Array.from({ length: 1000 }, () => end + rng.integer(large.length - end));
    for (const position of [...Array(end).keys(), ...places])
      expect(afterFlip(large, position, rng.integer(8)), `byte ${position}`).toMatch(/^it is damaged/);
  });

  it("calls every cut a cut, and says how many bytes are missing", () => {
    for (let length = 0; length < small.length; length++) {
      const message = refusal(small.subarray(0, length));
      expect(message, `${length} bytes`).toMatch(/^it is cut: .*bytes are missing/);
      if (length > 200)
        expect(message).toContain(`${small.length - length} of its ${small.length} bytes are missing`);
    }
  });

  it("finds cuts of a large file", () => {
    for (const length of [1, 8, 100, 1000, headerEnd(large), 50_000, large.length - 1])
      expect(refusal(large.subarray(0, length))).toMatch(/^it is cut: .*bytes are missing/);
  });

  it("says of a missing piece in the middle, zeros at the end and bytes too many that they are damage or a cut", () => {
    const [start, end] = [large.subarray(0, 20_000), large.subarray(40_000)];
    expect(refusal(Buffer.concat([start, end]))).toMatch(/^it is cut: 20000 of its/);
    expect(refusal(Buffer.concat([large, Uint8Array.of(0)]))).toMatch(/^it is damaged/);
    expect(refusal(large.slice().fill(0, large.length - 4096))).toMatch(/^it is damaged/);
    expect(refusal(large.slice().fill(0, 0, 4096))).toMatch(/^it is damaged/);
    expect(refusal(new Uint8Array(large.length))).toMatch(/^it is damaged/);
  });

  it("takes the checksum in lower case only", () => {
    const text = Buffer.from(small);
    const place = text.indexOf("sha256 ") + 7;
    const digest = text.toString("latin1", place, place + 64);
    expect(digest).toMatch(/[a-f]/);
    text.write(digest.toUpperCase(), place, "latin1");
    expect(refusal(text)).toBe("it is damaged: its checksum does not match.");
  });

  it("refuses any bytes with a CheckpointError, and any change of a checkpoint's", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(small.length), (noise, place) => {
        expect(refusal(noise)).toMatch(/^it is (cut|damaged)/);
        const changed = Buffer.concat([
          small.subarray(0, place),
          noise,
          small.subarray(place + noise.length),
        ]);
        if (!changed.equals(small)) expect(refusal(changed)).toMatch(/^it is /);
      }),
      { numRuns: 500 },
    );
  });

  it("is not confused by names and records that look like its own metadata", () => {
    const header = Buffer.from(small).toString("utf8", 8, headerEnd(small));
    const arrays = Object.fromEntries(
      [sealKey, `"${sealKey}":"`, header, "__metadata__\u0000", "kl-to-vae.record"].map((name) => [
        name,
        { data: Float32Array.of(1), shape: [1] },
      ]),
    );
    const record = { [sealKey]: blankSeal(1), header, nested: JSON.stringify(header), __metadata__: header };
    const bytes = encodeCheckpoint({ arrays, record });
    expect(decodeCheckpoint(bytes).record).toEqual(record);
    expect(new Set(Object.keys(decodeCheckpoint(bytes).arrays))).toEqual(new Set(Object.keys(arrays)));
    for (let position = 0; position < bytes.length; position++)
      expect(afterFlip(bytes, position, position % 8)).toMatch(/^it is damaged/);
  });

  it("refuses safetensors files from elsewhere as such", () => {
    const tensors = { weight: { data: Float32Array.of(1), shape: [1] } };
    for (const metadata of [undefined, { format: "pt" }])
      expect(refusal(encodeSafetensors(tensors, metadata))).toMatch(
        /^it is no checkpoint of kl-to-vae: it is a safetensors file from elsewhere/,
      );
  });

  it("refuses another version of the format, and says which version is needed", () => {
    expect(refusal(sealed(2, { "kl-to-vae.record": "0" }))).toBe(
      "it is of format 2, but this version of kl-to-vae reads format 1: a version of kl-to-vae that reads format 2 is needed.",
    );
    const edited = Buffer.from(small);
    edited.write("2", edited.indexOf("format 1") + 7);
    expect(refusal(edited)).toMatch(/^it is damaged: .* format 2, but .* reads format 1/);
  });

  it.each([
    ["without a record", {}],
    ["with a record that is no JSON", { "kl-to-vae.record": "{" }],
    ["with an unknown mark in its record", { "kl-to-vae.record": '"#pi"' }],
    ["with a record too deep to parse", { "kl-to-vae.record": "[".repeat(200_000) + "]".repeat(200_000) }],
  ])("refuses a file %s, though its checksum is right", (_, metadata) => {
    expect(refusal(sealed(1, metadata))).toMatch(/^it is whole, but cannot be read: /);
  });

  it("allocates nothing for what a header promises, even where its checksum is right", () => {
    const header = JSON.stringify({
      __metadata__: { [sealKey]: blankSeal(1), "kl-to-vae.record": "0" },
      weight: { dtype: "F64", shape: [1e15], data_offsets: [0, 8e15] },
    });
    const bytes = new Uint8Array(8 + header.length);
    new DataView(bytes.buffer).setUint32(0, header.length, true);
    bytes.set(new TextEncoder().encode(header), 8);
    setSeal(bytes);
    expect(refusal(bytes)).toMatch(/^it is whole, but cannot be read: .*"weight"/);
  });

  it("calls the checkpoint a checkpoint where it is given no name", () => {
    const decode = () => decodeCheckpoint(small.subarray(0, 300));
    expect(decode).toThrow(CheckpointError);
    expect(decode).toThrow(/^The checkpoint is cut/);
  });
});
