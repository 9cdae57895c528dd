import { createHash } from "node:crypto";
import { syntheticDigits } from "kl-to-vae/data";
import { ensureBackend } from "kl-to-vae/tensorflow";
import { Trainer, VariationalAutoencoder } from "kl-to-vae/vae";

// Trains to a number of epochs, from where an earlier process that was killed had come to, and prints a hash of the weights.

const [directory = "", epochs = "", everySteps = "", architecture = "mlp"] = process.argv.slice(2);

await ensureBackend();
const digits = syntheticDigits({ n: 700, seed: 3 });
const data = {
  train: { images: digits.images },
  validation: { images: syntheticDigits({ n: 100, seed: 4 }).images },
};

function begin() {
  const shape =
    architecture === "conv"
      ? { architecture: /** @type {const} */ ("conv"), hidden: [4, 6] }
      : { hidden: [100, 40] };
  const model = new VariationalAutoencoder({ inputShape: [28, 28], ...shape, latentDim: 5, seed: 1 });
  return new Trainer(model, data, {
    batchSize: 32,
    binarize: "dynamic",
    seed: 2,
    checkpoint: { directory, everySteps: Number(everySteps) },
  });
}

const trainer = (await Trainer.canResume(directory)) ? await Trainer.resume(directory, data) : begin();
process.stdout.write(`begun after ${trainer.history.length} epochs\n`);
await trainer.run({ untilEpoch: Number(epochs) });

const hash = createHash("sha256");
for (const [name, { data }] of Object.entries(await trainer.model.weights())) hash.update(name).update(data);
const losses = trainer.history.map(({ trainLoss, validationLoss }) => [trainLoss, validationLoss]);
process.stdout.write(`${JSON.stringify({ weights: hash.digest("hex"), losses })}\n`);
