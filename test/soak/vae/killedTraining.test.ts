import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { train, trainKilled } from "../../support/killedTraining.js";

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-soak-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a training that is killed twenty times at random moments", () => {
  it.each([
    ["mlp", 1, 1],
    ["mlp", 7, 2],
    ["conv", 2, 3],
  ] as const)(
    "ends with the bits of one that was not: %s, a checkpoint every %d steps",
    async (architecture, everySteps, seed) => {
      const task = { epochs: 30, everySteps, architecture };
      const at = (name: string): string => join(folder, `${architecture}-${everySteps}-${name}`);
      const { outcome: straight, milliseconds } = await train({ ...task, folder: at("straight") });
      const killed = { ...task, folder: at("killed") };
      const { outcome, killed: kills } = await trainKilled(killed, 20, milliseconds, new Rng(seed));
      expect(outcome).toEqual(straight);
      expect(straight.losses).toHaveLength(30);
      expect(kills).toBe(20);
    },
  );
});
