import { readFileSync } from "node:fs";
import type { NdArray } from "kl-to-vae/array";
import { useBackend } from "kl-to-vae/tensorflow";
import { Trainer, VariationalAutoencoder } from "kl-to-vae/vae";
import { serve, type Work } from "./serve.mjs";

/** An epoch of this library's trainer: epoch.js FILE */
async function prepare(): Promise<Work> {
  const { version, threads = 1 } = await useBackend("tensorflow");
  const model = new VariationalAutoencoder({ inputShape: [28, 28], hidden: [400], latentDim: 20, seed: 1 });
  const train = { images: readImages(process.argv[2] as string) };
  const trainer = new Trainer(model, { train }, { batchSize: 128, binarize: "threshold", seed: 1 });
  const epoch = async (): Promise<number> => {
    await trainer.run({ epochs: 1 });
    return trainer.history.at(-1)?.trainLoss ?? NaN;
  };
  await epoch();
  const second = await epoch();
  const step = async (): Promise<number> => {
    await epoch();
    return second;
  };
  return { step, versions: { TensorFlow: version, "Node.js": process.versions.node }, threads };
}

/** Reads a file of `digitSet`. */
function readImages(path: string): NdArray {
  const data = Uint8Array.from(readFileSync(path));
  return { data, shape: [data.length / 784, 28, 28] };
}

await serve(prepare);
