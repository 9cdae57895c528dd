import * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../../random/index.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { mapRows } from "../model/mapRows.js";
import { noiseTensors } from "../model/noise.js";
import { betaAfter } from "../objective/betaAfter.js";
import { objectiveTerms } from "../objective/objectiveTerms.js";
import type { Objective } from "../Objective.js";
import { drawPixels } from "./drawPixels.js";
import type { Examples } from "./Examples.js";

/** Means over examples, in nats per example. */
export interface ExampleMeans {
  readonly loss: number;
  readonly reconstruction: number;
  readonly kl: number;
  /** Of `loss`: standard deviation over the examples / √n, infinite for a single one. */
  readonly standardError: number;
}

/** Codes in one pass through the decoder: large enough to keep the processor busy, small enough to keep memory flat. */
const codesAtOnce = 500;

/**
 * The objective, with its full β, of examples.
 *
 * @throws the signal's reason, if it is aborted; the generator has moved on then
 */
export async function evaluateExamples(
  network: LatentVariableNetwork,
  objective: Objective,
  examples: Examples,
  rng: Rng,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ExampleMeans> {
  const n = examples.count;
  const beta = betaAfter(objective);
  const random = noiseTensors(rng);
  const draws = objective.kind === "iwae" ? objective.samples : 1;
  const rowsAtOnce = Math.max(1, Math.floor(codesAtOnce / draws));
  const [losses, reconstructions, kls] = (await mapRows(
    n,
    (start, end) => {
      const positions = Array.from({ length: end - start }, (_, i) => start + i);
      const pixels = tf.tensor2d(examples.batch(positions), [end - start, network.inputSize]);
      const x = examples.dynamic ? drawPixels(pixels, random) : pixels;
      const { loss, reconstruction, kl } = objectiveTerms(network, objective, x, beta, random);
      return [loss, reconstruction, kl];
    },
    { rowsAtOnce, signal: options.signal },
  )) as [Float32Array, Float32Array, Float32Array];
  const loss = mean(losses);
  const squares = losses.reduce((sum, value) => sum + (value - loss) ** 2, 0);
  const standardError = n > 1 ? Math.sqrt(squares / (n - 1) / n) : Infinity;
  return { loss, reconstruction: mean(reconstructions), kl: mean(kls), standardError };
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
