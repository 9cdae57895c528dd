import type { NdArray } from "kl-to-vae/array";
import { cosineDecay, useBackend } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  train,
  VariationalAutoencoder,
  type LatentVariableModel,
  type ModelOptions,
} from "kl-to-vae/vae";
import { startBackend } from "./startBackend.js";

/** How a linear model is trained: always on all rows in every step. */
export interface LinearTask {
  readonly latentDim: number;
  /** 1500 by default. */
  readonly steps?: number;
  /** Of the first weights and the noise; 0 by default. */
  readonly seed?: number;
}

/** How a linear VAE is trained. */
export interface LinearVaeTask extends LinearTask {
  /** Of the likelihood. */
  readonly variance: number | "learned";
  /** 1 by default. */
  readonly beta?: number;
}

/** Native TensorFlow, or WebAssembly where that is missing. */
export async function startFastBackend(): Promise<void> {
  if ((await startBackend("tensorflow")) !== undefined) await useBackend("wasm");
}

/** A linear VAE, trained. */
export async function trainedLinearVae(X: NdArray, task: LinearVaeTask): Promise<VariationalAutoencoder> {
  const model = new VariationalAutoencoder({ ...linear(X, task), variance: task.variance });
  await trainOnAll(model, X, task, task.beta);
  return model;
}

/** A linear autoencoder, trained. */
export async function trainedLinearAutoencoder(X: NdArray, task: LinearTask): Promise<Autoencoder> {
  const model = new Autoencoder(linear(X, task));
  await trainOnAll(model, X, task);
  return model;
}

function linear(X: NdArray, { latentDim, seed = 0 }: LinearTask): ModelOptions {
  return { inputShape: X.shape.slice(1), hidden: [], latentDim, likelihood: "gaussian", seed };
}

/** The learning rate falls to 0, since one draw of each code leaves the gradient noisy also at the optimum. */
async function trainOnAll(
  model: LatentVariableModel,
  X: NdArray,
  { steps = 1500, seed = 0 }: LinearTask,
  beta = 1,
): Promise<void> {
  const data = { train: { images: X } };
  const trainer = await train(model, data, {
    batchSize: X.shape[0]!,
    epochs: steps,
    learningRate: cosineDecay({ initial: 0.1, steps }),
    objective: elbo({ beta }),
    seed,
  });
  trainer.dispose();
}
