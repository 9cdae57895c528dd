import { existsSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { benchmarks, trialsOf } from "../../../scripts/bench/benchmarks.js";
import { comparisons } from "../../../scripts/bench/comparisons/index.js";
import { digitBatches } from "../../../scripts/bench/inputs/digitBatches.js";
import { buildDirectory, projectRoot } from "../../../scripts/setup/paths.mjs";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

describe("the comparisons", () => {
  it("have names of their own, as sweeps and contestants do", () => {
    const all = [benchmarks, ...benchmarks.flatMap(trialsOf).map(({ contestants }) => contestants)];
    for (const named of all) {
      const names = named.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it.each(benchmarks.flatMap(trialsOf))(
    "$name has contestants of ours, a peer for each, and a program for all",
    ({ contestants }) => {
      const ours = contestants.filter(({ role }) => role === "ours");
      const peers = contestants.filter(({ role }) => role === "peer");
      expect(ours).not.toHaveLength(0);
      for (const { maxThreads = Infinity } of ours) {
        expect(peers.some((peer) => (peer.maxThreads ?? 0) <= maxThreads)).toBe(true);
      }
      for (const { script, runtime } of contestants) {
        const source = join(projectRoot, relative(buildDirectory, script)).replace(/\.js$/, ".ts");
        expect(existsSync(runtime === "node" ? source : script), script).toBe(true);
      }
    },
  );
});

describe("the comparisons of EM", () => {
  const em = comparisons.filter(({ name }) => name.startsWith("em-"));

  it("are four, with their bars", () => {
    expect(em.map(({ name, bar }) => [name, bar])).toEqual([
      ["em-272-2-2", 0.2],
      ["em-100k-2-8", 0.4],
      ["em-50k-16-8", 0.8],
      ["em-20k-64-10", 1],
    ]);
  });

  it.each(em)("$name is with one thread and with one for every processor", ({ contestants }) => {
    const threads = [...new Set([1, availableParallelism()])];
    const peers = contestants.filter(({ role }) => role === "peer");
    expect(peers.map(({ maxThreads, args }) => [maxThreads, args?.[0]])).toEqual(
      threads.map((count) => [count, String(count)]),
    );
  });
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
