import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "kl-to-vae/array";
import { adam, compile, type CompileOptions, type NamedArrays } from "kl-to-vae/tensorflow";
import { elbo, iwae, type ModelOptions } from "kl-to-vae/vae";
import { toPyTorchLayout } from "../../../lib/src/vae/layers/index.js";
import { LatentVariableNetwork } from "../../../lib/src/vae/model/LatentVariableNetwork.js";
import { objectiveTerms } from "../../../lib/src/vae/objective/objectiveTerms.js";

type Gradients = Readonly<Record<string, readonly number[]>>;

/** An objective at the weights of a case: its parts, and its gradient in PyTorch's layout. */
export interface Differentiated {
  readonly losses: readonly number[];
  readonly gradients: Gradients;
}

/** A model, and what its objectives are at its weights. */
export interface GradientCase {
  readonly options: ModelOptions;
  /** With the heads of both kinds of model. */
  readonly weights: Readonly<Record<string, { readonly shape: number[]; readonly data: number[] }>>;
  readonly x: readonly number[];
  readonly objectives: Readonly<Record<string, Differentiated>>;
}

interface Oracle {
  /** `[50, 3, 2]`; the ELBO takes the first draw. */
  readonly noise: readonly number[];
  readonly cases: Readonly<Record<string, GradientCase>>;
}

/** What `test/oracles/vae-gradients.py` computed. */
export const oracle = JSON.parse(
  readFileSync(new URL("../../oracles/vae-gradients.json", import.meta.url), "utf8"),
) as Oracle;

const batch = 3;

/** An objective, and the weight of the KL term. */
export interface Setting {
  readonly title: string;
  readonly beta: number;
  readonly expected: Differentiated;
}

/** What can be computed with one and the same step. */
export interface Group {
  readonly variational: boolean;
  /** Of the importance weighted bound; 0 for the ELBO. */
  readonly samples: number;
  readonly settings: readonly Setting[];
}

/** All objectives of a case. */
export function groupsOf({ objectives }: GradientCase): Group[] {
  const at = (name: string): Differentiated => objectives[name] as Differentiated;
  const elbos = [0, 0.5, 1, 4].map((beta) => {
    const expected = between(at("elbo 0"), at("elbo 1"), beta);
    return { title: `ELBO with β = ${beta}`, beta, expected };
  });
  const bounds = [1, 5, 50].map((samples): Group => {
    const expected = at(`iwae ${samples}`);
    return { variational: true, samples, settings: [{ title: `IWAE of ${samples}`, beta: 1, expected }] };
  });
  const autoencoder = { title: "autoencoder", beta: 1, expected: at("autoencoder") };
  return [
    { variational: true, samples: 0, settings: elbos },
    ...bounds,
    { variational: false, samples: 0, settings: [autoencoder] },
  ];
}

/** Loss and gradient are linear in β. */
function between(zero: Differentiated, one: Differentiated, beta: number): Differentiated {
  const mix = (a: readonly number[], b: readonly number[]): number[] =>
    a.map((value, i) => (1 - beta) * value + beta * (b[i] as number));
  const gradients = Object.entries(zero.gradients).map(([name, values]) => [
    name,
    mix(values, one.gradients[name] as readonly number[]),
  ]);
  return { losses: mix(zero.losses, one.losses), gradients: Object.fromEntries(gradients) as Gradients };
}

/** With β₁ = 0 Adam's first moment is the gradient itself; without a learning rate the weights stay. */
const optimizer = adam({ learningRate: 0, beta1: 0 });

/** The losses and gradients of a group, in PyTorch's layout: loss, reconstruction and KL divergence of each setting. */
export async function differentiate(
  given: GradientCase,
  { variational, samples, settings }: Group,
  mode: NonNullable<CompileOptions["mode"]>,
): Promise<Differentiated[]> {
  const network = networkOf(given, variational);
  const objective = samples === 0 ? elbo() : iwae({ samples });
  const step = compile(
    ({ x, noise, beta }: { x: tf.Tensor; noise: tf.Tensor; beta: tf.Tensor }) => {
      const draws = { normal: () => noise };
      const { loss, reconstruction, kl } = objectiveTerms(network, objective, x as tf.Tensor2D, beta, draws);
      return { loss: tf.mean(loss), reconstruction: tf.mean(reconstruction), kl: tf.mean(kl) };
    },
    { variables: Object.fromEntries(network.weights.variables), optimizer, mode },
  );
  const x = { data: Float32Array.from(given.x), shape: [batch, network.inputSize] };
  const noise = noiseOf(samples, network.options.latentDim);
  const results: Differentiated[] = [];
  for (const { beta } of settings) {
    const { loss, reconstruction, kl } = await step({ x, noise, beta });
    const { slots } = await step.state();
    results.push({
      losses: [loss, reconstruction, kl],
      gradients: inPyTorchLayout(slots["firstMoment"] as NamedArrays),
    });
  }
  step.dispose();
  network.weights.dispose();
  return results;
}

function networkOf({ options, weights }: GradientCase, variational: boolean): LatentVariableNetwork {
  const network = new LatentVariableNetwork(options, variational);
  const arrays = network.weights.parameters.map(({ name }) => {
    const { shape, data } = weights[name] as GradientCase["weights"][string];
    return [name, { shape, data: Float32Array.from(data) }] as const;
  });
  network.weights.write(Object.fromEntries(arrays));
  return network;
}

function noiseOf(samples: number, latentDim: number): NdArray {
  const shape = [...(samples === 0 ? [] : [samples]), batch, latentDim];
  const length = Math.max(1, samples) * batch * latentDim;
  return { data: Float32Array.from(oracle.noise.slice(0, length)), shape };
}

function inPyTorchLayout(arrays: NamedArrays): Gradients {
  const entries = Object.entries(arrays).map(([name, array]) => [
    name,
    Array.from(toPyTorchLayout(array).data),
  ]);
  return Object.fromEntries(entries) as Gradients;
}

/** ‖values − expected‖ / ‖expected‖. */
export function relativeError(values: readonly number[], expected: readonly number[]): number {
  return Math.hypot(...values.map((value, i) => value - (expected[i] as number))) / Math.hypot(...expected);
}
