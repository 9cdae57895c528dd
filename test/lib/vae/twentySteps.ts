import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "kl-to-vae/array";
import { adam, compile, type CompileOptions, type NamedArrays } from "kl-to-vae/tensorflow";
import { elbo, iwae, type ModelOptions } from "kl-to-vae/vae";
import { LatentVariableNetwork } from "../../../lib/src/vae/model/LatentVariableNetwork.js";
import { toPyTorchLayout } from "../../../lib/src/vae/layers/index.js";
import { objectiveTerms } from "../../../lib/src/vae/objective/objectiveTerms.js";

export interface Oracle {
  options: ModelOptions;
  beta: number;
  /** Of the importance weighted bound; null for the ELBO. */
  samples: number | null;
  weights: Record<string, { shape: number[]; data: number[] }>;
  x: number[];
  noise: number[];
  gradients: Record<string, number[]>;
  losses: [loss: number, reconstruction: number, kl: number][];
  weightsAfter: Record<string, number[]>;
}

/** What `test/oracles/vae.py` computed. */
export const oracles = JSON.parse(
  readFileSync(new URL("../../oracles/vae.json", import.meta.url), "utf8"),
) as Record<string, Oracle>;

export interface Outcome {
  /** Of the first step, in PyTorch's layout. */
  gradients: Record<string, Float32Array>;
  /** Of every step. */
  losses: [loss: number, reconstruction: number, kl: number][];
  weightsAfter: Record<string, NdArray<Float32Array>>;
}

const optimizer = adam({ learningRate: 0.01 });
const beta1 = Math.fround(optimizer.beta1);

/** The oracle's twenty Adam steps, from the same weights on the same batch with the same noise. */
export async function twentySteps(oracle: Oracle, mode: CompileOptions["mode"] = "auto"): Promise<Outcome> {
  const network = networkOf(oracle);
  const { latentDim } = network.options;
  const objective = oracle.samples === null ? elbo() : iwae({ samples: oracle.samples });
  const step = compile(
    ({ x, noise, beta }: { x: tf.Tensor; noise: tf.Tensor; beta: tf.Tensor }) => {
      const given = { normal: () => noise };
      const { loss, reconstruction, kl } = objectiveTerms(network, objective, x as tf.Tensor2D, beta, given);
      return { loss: tf.mean(loss), reconstruction: tf.mean(reconstruction), kl: tf.mean(kl) };
    },
    { variables: Object.fromEntries(network.weights.variables), optimizer, mode },
  );
  const n = oracle.x.length / network.inputSize;
  const x = { data: Float32Array.from(oracle.x), shape: [n, network.inputSize] };
  const noiseShape = [...(oracle.samples === null ? [] : [oracle.samples]), n, latentDim];
  const draws = oracle.noise.length / 20;
  const outcome: Omit<Outcome, "weightsAfter"> = { gradients: {}, losses: [] };
  for (let i = 0; i < 20; i++) {
    const data = Float32Array.from(oracle.noise.slice(i * draws, (i + 1) * draws));
    const { loss, reconstruction, kl } = await step({
      x,
      noise: { data, shape: noiseShape },
      beta: oracle.beta,
    });
    outcome.losses.push([loss, reconstruction, kl]);
    if (i === 0) outcome.gradients = gradientsOf((await step.state()).slots["firstMoment"] as NamedArrays);
  }
  await step.state();
  const weightsAfter = await network.weights.read();
  step.dispose();
  network.weights.dispose();
  return { ...outcome, weightsAfter };
}

function networkOf(oracle: Oracle): LatentVariableNetwork {
  const network = new LatentVariableNetwork(oracle.options, true);
  const weights = Object.entries(oracle.weights).map(([name, { shape, data }]) => [
    name,
    { shape, data: Float32Array.from(data) },
  ]);
  network.weights.write(Object.fromEntries(weights) as Record<string, NdArray>);
  return network;
}

/** After the first step Adam's first moment is (1 − β₁) g, to the last bits of float32. */
function gradientsOf(firstMoment: NamedArrays): Record<string, Float32Array> {
  const gradients = Object.entries(firstMoment).map(([name, { data, shape }]) => {
    const gradient = { data: data.map((m) => m / (1 - beta1)), shape };
    return [name, toPyTorchLayout(gradient).data];
  });
  return Object.fromEntries(gradients) as Record<string, Float32Array>;
}
