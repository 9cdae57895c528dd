import * as tf from "@tensorflow/tfjs-core";
import { useBackend } from "kl-to-vae/tensorflow";
import { readBatches } from "./readBatches.js";
import { serve, type Work } from "./serve.mjs";
import { lossOf, usualModel } from "./usualModel.js";

const [architecture = "", path = ""] = process.argv.slice(2);

/** The training step as TensorFlow.js is usually written: `tf.train.adam` and `minimize`. */
async function prepare(): Promise<Work> {
  const { version, threads = 1 } = await useBackend("tensorflow");
  const batches = readBatches(path);
  const model = usualModel(architecture);
  const adam = tf.train.adam(1e-3);
  const step = async (): Promise<number> => {
    const x = batches.next().value;
    const loss = tf.tidy(() => adam.minimize(() => lossOf(model, x), true) as tf.Scalar);
    const [value] = await loss.data();
    loss.dispose();
    return value as number;
  };
  for (let i = 0; i < 5; i++) await step();
  const versions = {
    "TensorFlow.js": tf.version_core,
    TensorFlow: version,
    "Node.js": process.versions.node,
  };
  return { step, versions, threads };
}

await serve(prepare);
