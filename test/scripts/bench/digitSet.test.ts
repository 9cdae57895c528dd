import { readFileSync, statSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { syntheticDigits } from "kl-to-vae/data";
import { digitSet } from "../../../scripts/bench/inputs/digitSet.js";

describe("the set of digits", () => {
  it("is so many grey images as bytes, written once", async () => {
    vi.stubEnv("KL_TO_VAE_DATA", "");
    const { files, description } = await digitSet(100);
    expect(description).toBe("100 images of synthetic digits");
    const [file = ""] = files;
    expect(new Uint8Array(readFileSync(file))).toEqual(syntheticDigits({ n: 100, seed: 1 }).images.data);
    const { mtimeMs } = statSync(file);
    await digitSet(100);
    expect(statSync(file).mtimeMs).toBe(mtimeMs);
    vi.unstubAllEnvs();
  });
});
