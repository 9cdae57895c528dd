import { Rng } from "kl-to-vae/random";
import { adam, useBackend } from "kl-to-vae/tensorflow";
import { elbo, trainingStep, VariationalAutoencoder } from "kl-to-vae/vae";
import { readBatches } from "./readBatches.js";
import { serve, type Work } from "./serve.mjs";

const [architecture = "", path = ""] = process.argv.slice(2);

/** The training step that this library compiles into one graph. */
async function prepare(): Promise<Work> {
  const { version, threads = 1 } = await useBackend("tensorflow");
  const batches = readBatches(path);
  const shape =
    architecture === "mlp"
      ? { architecture: "mlp" as const, hidden: [400] }
      : { architecture: "conv" as const, hidden: [32, 64] };
  const model = new VariationalAutoencoder({ inputShape: [28, 28], ...shape, latentDim: 20, seed: 1 });
  const train = trainingStep(model, {
    objective: elbo(),
    optimizer: adam({ learningRate: 1e-3 }),
    rng: new Rng(1),
  });
  const start = performance.now();
  await train.prepare({ x: batches.next().value, beta: 1 });
  const compileMilliseconds = performance.now() - start;
  const step = async (): Promise<number> => (await train({ x: batches.next().value, beta: 1 })).loss;
  for (let i = 0; i < 20; i++) await step();
  const versions = { TensorFlow: version, "Node.js": process.versions.node };
  return { step, versions, threads, compileMilliseconds };
}

await serve(prepare);
