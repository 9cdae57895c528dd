import { join } from "node:path";
import { expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { train, trainKilled } from "../../support/killedTraining.js";
import { emptyFolder } from "./checkpoints.js";

it("a training that is killed again and again ends with the bits of one that was not", async () => {
  const folder = emptyFolder();
  const task = { epochs: 8, everySteps: 3 };
  const { outcome: straight, milliseconds } = await train({ ...task, folder: join(folder, "straight") });
  const killed = { ...task, folder: join(folder, "killed") };
  const { outcome, killed: kills } = await trainKilled(killed, 3, milliseconds, new Rng(1));
  expect(outcome).toEqual(straight);
  expect(straight.losses).toHaveLength(8);
  expect(kills).toBeGreaterThan(0);
});
