import * as tf from "@tensorflow/tfjs-core";
import { useBackend } from "kl-to-vae/tensorflow";
import { say } from "./agreementSay.js";

/** Starts native TensorFlow and says what it is. */
export async function startBackend(): Promise<void> {
  const { version, threads = 1 } = await useBackend("tensorflow");
  const versions = {
    TensorFlow: version,
    "TensorFlow.js": tf.version_core,
    "Node.js": process.versions.node,
  };
  say({ versions, threads });
}
