import { Trainer, VariationalAutoencoder } from "kl-to-vae/vae";
import { startBackend } from "./agreementBackend.js";
import { readDigits } from "./agreementDigits.js";
import { say } from "./agreementSay.js";

const [hidden = "", latentDim = "", epochs = "", train = "", test = "", seed] = process.argv.slice(2);

/**
 * Trains a VAE as a user of this library does, and tells its losses epoch by epoch:
 * agreementRun.js HIDDEN LATENT EPOCHS TRAIN TEST [SEED]. Without a seed it only says what it would train with.
 */
async function runTraining(seed: number): Promise<void> {
  const model = new VariationalAutoencoder({
    inputShape: [28, 28],
    hidden: hidden.split(",").map(Number),
    latentDim: Number(latentDim),
    seed,
  });
  const trainer = new Trainer(
    model,
    { train: { images: readDigits(train) }, test: { images: readDigits(test) } },
    { batchSize: 128, learningRate: 1e-3, binarize: "threshold", seed },
  );
  await trainer.run({
    epochs: Number(epochs),
    onEpoch: ({ trainLoss, testLoss }) => say({ trainLoss, testLoss }),
  });
}

await startBackend();
if (seed !== undefined) await runTraining(Number(seed));
