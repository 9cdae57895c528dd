import { appendFileSync } from "node:fs";

/**
 * Trains nothing: tells a loss for every epoch, which falls by 1 a time from 100 plus the seed. The file to train on says
 * what goes wrong; what it was asked for goes to the file to test with, in a line of JSON.
 * Usage: agreementRun.mjs HIDDEN LATENT EPOCHS TRAIN TEST [SEED]
 */
const [hidden, latentDim, epochs, train = "", test = "", seed] = process.argv.slice(2);
const [fault, at] = train.split(":");

appendFileSync(test, `${JSON.stringify({ hidden, latentDim, epochs, seed, pid: process.pid })}\n`);
say({ versions: { Example: "1.2" }, threads: 1 });
for (let epoch = 1; seed !== undefined && epoch <= Number(epochs); epoch++) {
  if (fault === "hang" && seed === at) setInterval(() => undefined, 1000);
  else if (fault === "fail" && seed === at) throw new RangeError("seed out of luck");
  else say({ trainLoss: 101 + Number(seed) - epoch, testLoss: 100 + Number(seed) - epoch });
}

/** @param {object} message */
function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
