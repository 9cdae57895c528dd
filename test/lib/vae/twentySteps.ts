import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "kl-to-vae/array";
import type { ModelOptions } from "kl-to-vae/vae";
import { LatentVariableNetwork } from "../../../lib/src/vae/model/LatentVariableNetwork.js";
import { Adam } from "../../../lib/src/vae/training/Adam.js";
import { lossAndGradients } from "../../../lib/src/vae/training/lossAndGradients.js";
import { toPyTorchLayout } from "../../../lib/src/vae/layers/index.js";

export interface Oracle {
  options: ModelOptions;
  beta: number;
  weights: Record<string, { shape: number[]; data: number[] }>;
  x: number[];
  noise: number[];
  gradients: Record<string, number[]>;
  parts: number[][];
  weightsAfter: Record<string, number[]>;
}

/** What `test/oracles/vae.py` computed. */
export const oracles = JSON.parse(
  readFileSync(new URL("../../oracles/vae.json", import.meta.url), "utf8"),
) as Record<string, Oracle>;

export interface Outcome {
  /** Of the first step, in PyTorch's layout. */
  gradients: Record<string, Float32Array>;
  /** Mean log p(x | z) and mean KL of every step. */
  parts: number[][];
  weightsAfter: Record<string, NdArray<Float32Array>>;
}

/** The oracle's twenty Adam steps, from the same weights on the same batch with the same noise. */
export async function twentySteps(oracle: Oracle): Promise<Outcome> {
  const network = new LatentVariableNetwork(oracle.options, true);
  network.weights.write(
    Object.fromEntries(
      Object.entries(oracle.weights).map(([name, { shape, data }]) => [
        name,
        { shape, data: Float32Array.from(data) },
      ]),
    ),
  );
  const adam = new Adam([...network.weights.variables.values()], 0.01);
  const n = oracle.x.length / network.inputSize;
  const drawsPerStep = n * network.options.latentDim;
  const outcome: Omit<Outcome, "weightsAfter"> = { gradients: {}, parts: [] };
  for (let step = 0; step < 20; step++) {
    const noise = oracle.noise.slice(step * drawsPerStep, (step + 1) * drawsPerStep);
    const { parts, gradients } = tf.tidy(() => {
      const x = tf.tensor2d(oracle.x, [n, network.inputSize]);
      return {
        ...lossAndGradients(network, x, tf.tensor2d(noise, [n, network.options.latentDim]), oracle.beta),
      };
    });
    outcome.parts.push(Array.from(await parts.data()));
    if (step === 0) outcome.gradients = await readGradients(network, gradients);
    adam.step(gradients);
    tf.dispose([parts, ...Object.values(gradients)]);
  }
  const weightsAfter = await network.weights.read();
  adam.dispose();
  network.weights.dispose();
  return { ...outcome, weightsAfter };
}

async function readGradients(
  network: LatentVariableNetwork,
  gradients: Readonly<Record<string, tf.Tensor>>,
): Promise<Record<string, Float32Array>> {
  const named: Record<string, Float32Array> = {};
  for (const [name, variable] of network.weights.variables) {
    const tensor = tf.tidy(() => toPyTorchLayout(tf.clone(gradients[variable.name] as tf.Tensor)));
    named[name] = (await tensor.data()) as Float32Array;
    tensor.dispose();
  }
  return named;
}
