import { createHash, type Hash } from "node:crypto";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { digestOf } from "../../../../lib/src/vae/checkpoint/seal.js";

describe("the checksum of a checkpoint", () => {
  it("is taken piece by piece: Node.js refuses 2 GiB at once", () => {
    const update = vi.spyOn(Object.getPrototypeOf(createHash("sha256")) as Hash, "update");
    onTestFinished(() => update.mockRestore());
    const bytes = new Uint8Array(150 * 2 ** 20);
    bytes.set([1, 2, 3], bytes.length - 3);
    const digest = digestOf(bytes);
    const sizes = update.mock.calls.map(([data]) => data.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2 ** 26);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(bytes.length);
    // Digest and size count as zeros in text, and are two of the five pieces around them.
    const whole = Buffer.concat(update.mock.calls.map(([data]) => Buffer.from(data)));
    expect(digest).toBe(createHash("sha256").update(whole).digest("hex"));
    expect(whole.subarray(-3)).toEqual(Buffer.of(1, 2, 3));
  });
});
