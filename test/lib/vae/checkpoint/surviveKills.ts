import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { Rng } from "kl-to-vae/random";
import { expect } from "vitest";
import { CheckpointDirectory } from "../../../../lib/src/vae/checkpoint/index.js";
import { buildWriter, numbersPerCheckpoint } from "./killableWriter.js";
import { temporaryFolder } from "./temporaryFolder.js";

/**
 * Kills a writer so many times, each beginning where the one before was found to have come, and expects a whole
 * checkpoint each time.
 *
 * @returns how many times it left the beginnings of a file
 */
export async function surviveKills(rounds: number, seed: number): Promise<number> {
  const writer = await buildWriter();
  const rng = new Rng(seed);
  const directory = new CheckpointDirectory(temporaryFolder(), { keep: 2 });
  const temporaryFiles = (): string[] => readdirSync(directory.path).filter((name) => name.endsWith(".tmp"));
  let [last, interrupted] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const reported = await writer.killAfter(directory.path, last + 1, 100 * rng.uniform());
    const { steps, checkpoint, refused } = await directory.newest();
    expect(reported).toBeGreaterThan(last);
    expect(steps).toBeGreaterThanOrEqual(reported);
    expect(refused).toEqual([]);
    expect(checkpoint.record).toEqual({ steps });
    expect(checkpoint.arrays["weight"]?.shape).toEqual([numbersPerCheckpoint]);
    expect(checkpoint.arrays["weight"]?.data.every((value) => value === steps)).toBe(true);
    // That of the round before is gone: at most this one's is left.
    expect(temporaryFiles().length).toBeLessThanOrEqual(1);
    interrupted += temporaryFiles().length;
    for (const name of temporaryFiles()) makeOld(join(directory.path, name));
    last = steps;
  }
  await directory.write(last + 1, { arrays: {}, record: null });
  expect(readdirSync(directory.path)).toHaveLength(2);
  expect(temporaryFiles()).toEqual([]);
  return interrupted;
}

/** As if a file had been written to two minutes ago. */
function makeOld(path: string): void {
  const time = Date.now() / 1000 - 120;
  utimesSync(path, time, time);
}
