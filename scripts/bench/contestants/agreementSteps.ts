import { startBackend } from "./agreementBackend.js";
import { readDigits } from "./agreementDigits.js";
import { say } from "./agreementSay.js";
import { takeSteps } from "./agreementTakeSteps.js";

/**
 * The first steps of a training by this library, left in files for `agreement_steps.py` to take the same:
 * agreementSteps.js HIDDEN LATENT TRAIN FOLDER STEPS SEED
 */
const [hidden = "", latentDim = "", train = "", folder = "", steps = "", seed = ""] = process.argv.slice(2);

await startBackend();
await takeSteps(
  {
    hidden: hidden.split(",").map(Number),
    latentDim: Number(latentDim),
    images: readDigits(train),
    folder,
    steps: Number(steps),
    seed: Number(seed),
  },
  say,
);
