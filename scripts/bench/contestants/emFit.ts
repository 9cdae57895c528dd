import type { NdArray } from "kl-to-vae/array";
import { GaussianMixture, type GaussianMixtureOptions } from "kl-to-vae/mixture";
import { describeOverlap } from "./describeOverlap.js";
import { readMixture } from "./readMixture.js";
import { serve, type Work } from "./serve.mjs";

/** How long fits are repeated before they are timed. */
const warmUpMilliseconds = 1000;

const [threads, iterations, d, K] = process.argv.slice(2, 6).map(Number) as [number, number, number, number];

/** A fit of this library from a given start: emFit.js THREADS ITERATIONS D K ROWS START */
async function prepare(): Promise<Work> {
  const { rows, weights, means, precisions } = readMixture(d, K, process.argv.slice(6));
  const options: GaussianMixtureOptions = {
    nComponents: K,
    tol: 0,
    maxIter: iterations,
    weightsInit: weights,
    meansInit: means,
    precisionsInit: precisions,
    onWarning: () => undefined,
  };
  const fit = async (): Promise<GaussianMixture> => {
    const model = new GaussianMixture(options);
    return threads === 1 ? model.fit(rows) : await model.fitAsync(rows, { workers: threads });
  };
  const begin = performance.now();
  let model = await fit();
  while (performance.now() - begin < warmUpMilliseconds) model = await fit();
  return {
    step: async () => (await fit()).lowerBound,
    versions: { "Node.js": process.versions.node },
    threads,
    note: describeOverlap(model, firstRows(rows, 1000)),
  };
}

function firstRows({ data, shape }: NdArray<Float64Array>, most: number): NdArray<Float64Array> {
  const n = Math.min(most, shape[0]!);
  return { data: data.subarray(0, n * d), shape: [n, d] };
}

await serve(prepare);
