import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes no steps: tells losses that fall by 1 a time from 500 plus the seed. As a peer it reads from the folder how many
 * and where from; ours are then off by 2e-6 of its own in float32, and by 1e-6 of them in float64.
 * Usage: agreementSteps.mjs HIDDEN LATENT TRAIN FOLDER STEPS SEED, or HIDDEN LATENT TRAIN FOLDER DTYPE
 */
const [, , , folder = "", told = "", seed] = process.argv.slice(2);
const file = join(folder, "told.json");

say({ versions: { Example: "1.2" }, threads: 1 });
if (seed !== undefined) {
  if (existsSync(folder)) throw new Error("the folder of another start is still there");
  mkdirSync(folder);
  writeFileSync(file, JSON.stringify([Number(told), Number(seed)]));
}
/** @type {unknown} */
const left = JSON.parse(readFileSync(file, "utf8"));
const [steps = 0, start = 0] = /** @type {number[]} */ (left);
const factor = new Map([
  ["float32", 1 / (1 - 2e-6)],
  ["float64", 1 / (1 - 1e-6)],
]).get(told);
for (let step = 0; step < steps; step++) {
  const loss = (500 + start - step) * (factor ?? 1);
  say({ loss, reconstruction: 1 - loss, kl: 1 });
}

/** @param {object} message */
function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
