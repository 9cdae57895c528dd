import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { comparisons } from "../../../scripts/bench/comparisons/index.js";
import { digitBatches } from "../../../scripts/bench/inputs/digitBatches.js";
import { buildDirectory, projectRoot } from "../../../scripts/setup/paths.mjs";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

describe("the comparisons", () => {
  it("have names of their own", () => {
    const names = comparisons.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(comparisons)(
    "$name has one contestant of ours, peers, and a program for each",
    ({ contestants }) => {
      const roles = contestants.map(({ role }) => role);
      expect(roles.filter((role) => role === "ours")).toHaveLength(1);
      expect(roles).toContain("peer");
      for (const { script, runtime } of contestants) {
        const source = join(projectRoot, relative(buildDirectory, script)).replace(/\.js$/, ".ts");
        expect(existsSync(runtime === "node" ? source : script), script).toBe(true);
      }
    },
  );
});

describe("the batches of digits", () => {
  it("are 64 × 128 images of black and white pixels, written once", async () => {
    vi.stubEnv("KL_TO_VAE_DATA", "");
    const { files, description } = await digitBatches();
    expect(description).toContain("synthetic digits");
    const { buffer } = readFileSync(files[0] ?? "");
    const pixels = new Float32Array(buffer);
    expect(pixels).toHaveLength(64 * 128 * 784);
    expect(new Set(pixels)).toEqual(new Set([0, 1]));
    const { mtimeMs } = statSync(files[0] ?? "");
    await digitBatches();
    expect(statSync(files[0] ?? "").mtimeMs).toBe(mtimeMs);
    vi.unstubAllEnvs();
  });

  it("are refused, with the way around, where MNIST is asked for and is not there", async () => {
    vi.stubEnv("KL_TO_VAE_DATA", join(temporaryDirectory(), "nowhere"));
    await expect(digitBatches()).rejects.toMatchObject({
      message: expect.stringMatching(/KL_TO_VAE_DATA names .*nowhere, which is not a directory/) as unknown,
      remedy: "Without KL_TO_VAE_DATA it takes synthetic digits.",
    });
    vi.unstubAllEnvs();
  });
});
