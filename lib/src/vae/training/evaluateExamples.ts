import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../random/index.js";
import type { Evaluation } from "../Evaluation.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { mapRows } from "../model/mapRows.js";
import { drawNoise } from "../model/noise.js";
import type { Examples } from "./Examples.js";

/** The evidence lower bound of examples, one draw each. */
export async function evaluateExamples(
  network: LatentVariableNetwork,
  examples: Examples,
  rng: Rng,
): Promise<Evaluation> {
  const { latentDim } = network.options;
  const n = examples.count;
  const [reconstruction, kl] = (await mapRows(n, (start, end) => {
    const size = end - start;
    const positions = Array.from({ length: size }, (_, i) => start + i);
    const x = tf.tensor2d(examples.batch(positions, rng), [size, network.inputSize]);
    const noise = tf.tensor2d(drawNoise(rng, size * latentDim), [size, latentDim]);
    const terms = network.terms(x, noise);
    return [terms.reconstruction, terms.kl];
  })) as [Float32Array, Float32Array];
  const elbos = Float64Array.from(reconstruction, (value, i) => value - (kl[i] as number));
  const elbo = mean(elbos);
  const squares = elbos.reduce((sum, value) => sum + (value - elbo) ** 2, 0);
  const standardError = n > 1 ? Math.sqrt(squares / (n - 1) / n) : Infinity;
  return { elbo, reconstruction: mean(reconstruction), kl: mean(kl), standardError, n };
}

function mean(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
