import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { fingerprintsOf } from "../../../lib/src/vae/training/fingerprintsOf.js";

/** More than is hashed at once, and no multiple of it. */
const size = 2 ** 26 + 2 ** 20 + 12;

function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = Math.imul(i, 2654435761) >>> 24;
  return bytes;
}

describe("the fingerprint of a data set", () => {
  it("is the SHA-256 of all bytes, beside type and shape, also of a part of a buffer", async () => {
    const all = noise(size + 8);
    const part = all.subarray(8);
    const digest = createHash("sha256").update(part).digest("hex");
    const floats = new Float32Array(all.buffer, 8, size / 4);
    expect(
      await fingerprintsOf({
        train: { images: { data: part, shape: [1, size] } },
        test: { images: { data: floats, shape: [size / 4] } },
      }),
    ).toEqual({
      train: `Uint8Array [1, ${size}] SHA-256 ${digest}`,
      test: `Float32Array [${size / 4}] SHA-256 ${digest}`,
    });
  });

  it("lets the event loop turn while it is made", async () => {
    let turned = false;
    setImmediate(() => (turned = true));
    await fingerprintsOf({ train: { images: { data: new Uint8Array(size), shape: [1, size] } } });
    expect(turned).toBe(true);
  });

  it("is the same for Node's Buffer, which is a Uint8Array", async () => {
    const data = noise(12);
    const of = (bytes: Uint8Array): Promise<object> =>
      fingerprintsOf({ train: { images: { data: bytes, shape: [3, 4] } } });
    expect(await of(Buffer.from(data))).toEqual(await of(data));
  });

  it("is not made of what are no sets", async () => {
    await expect(fingerprintsOf({ train: 3 } as never)).rejects.toThrow(InvalidArgumentError);
  });
});
