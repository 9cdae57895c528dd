import { describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { memory, type BackendName, type CompileOptions } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  iwae,
  VariationalAutoencoder,
  type LatentVariableModel,
  type ModelOptions,
  type Objective,
} from "kl-to-vae/vae";
import { decideUnits, deviationsFromDifferences } from "./gradientByDifferences.js";
import { startBackend } from "./startBackend.js";

const architectures: Record<string, ModelOptions> = {
  linear: { inputShape: [10], hidden: [] },
  "one hidden layer": { inputShape: [3, 4], hidden: [7] },
  "two hidden layers": { inputShape: [10], hidden: [6, 5] },
  "three hidden layers": { inputShape: [9], hidden: [6, 5, 4] },
  colours: { inputShape: [2, 2, 3], hidden: [6] },
  "one convolution": { inputShape: [4, 6], architecture: "conv", hidden: [2] },
  "two convolutions": { inputShape: [4, 8], architecture: "conv", hidden: [2, 3] },
  "three convolutions": { inputShape: [8, 8], architecture: "conv", hidden: [2, 3, 4] },
  "convolutions of colours": { inputShape: [4, 4, 3], architecture: "conv", hidden: [3, 4] },
};
const likelihoods: Record<string, Partial<ModelOptions>> = {
  Bernoulli: { likelihood: "bernoulli" },
  "continuous Bernoulli": { likelihood: "continuous-bernoulli" },
  "Gaussian with variance 0.5": { likelihood: "gaussian", variance: 0.5 },
  "Gaussian with variance 2": { likelihood: "gaussian", variance: 2 },
  "Gaussian with learned variance": { likelihood: "gaussian", variance: "learned" },
};
const objectives: Record<string, [Objective, beta: number]> = {
  "ELBO with β = 1": [elbo(), 1],
  "ELBO with β = 4": [elbo(), 4],
  "IWAE of 5": [iwae({ samples: 5 }), 1],
  "ELBO with β = 0": [elbo(), 0],
  "IWAE of 1": [iwae({ samples: 1 }), 1],
  "ELBO with β = 0.5": [elbo(), 0.5],
  "IWAE of 50": [iwae({ samples: 50 }), 1],
};

/** An architecture, a likelihood and an objective by name. */
export type DifferenceCase = readonly [architecture: string, likelihood: string, objective: string];

/** All there are. */
export const allCases: readonly DifferenceCase[] = Object.keys(architectures).flatMap((architecture) =>
  Object.keys(likelihoods).flatMap((likelihood) =>
    Object.keys(objectives).map((objective): DifferenceCase => [architecture, likelihood, objective]),
  ),
);

/** Of these, every third pair of architecture and likelihood from `offset` on, the objectives in turn. */
function someCases(offset: number): DifferenceCase[] {
  const [perPair, perArchitecture] = [Object.keys(objectives).length, Object.keys(likelihoods).length];
  return allCases.filter((_, i) => {
    const pair = Math.floor(i / perPair);
    const sum = Math.floor(pair / perArchitecture) + (pair % perArchitecture);
    return sum % 3 === offset && i % perPair === pair % perPair;
  });
}

function optionsOf(architecture: string, likelihood: string): ModelOptions {
  return {
    ...architectures[architecture],
    ...likelihoods[likelihood],
    latentDim: 2,
    seed: 3,
  } as ModelOptions;
}

async function expectRightGradient(
  model: LatentVariableModel,
  [objective, beta]: [Objective, beta: number],
  mode: NonNullable<CompileOptions["mode"]>,
  directions: number,
): Promise<void> {
  await decideUnits(model);
  const { inputShape, likelihood } = model.options;
  const size = inputShape.reduce((product, length) => product * length, 1);
  const grey = new Rng(8).uniforms(4 * size);
  const x = { data: likelihood === "bernoulli" ? grey.map(Math.round) : grey, shape: [4, size] };
  const before = await model.weights();
  const given = { mode, directions };
  const deviations = await deviationsFromDifferences(model, { objective, beta, x }, given);
  // Where a gradient is tiny, as in the deepest networks, differences of float32 losses say nothing of it.
  const known = deviations.filter(({ doubt }) => doubt < 5e-2);
  expect(known.length / deviations.length).toBeGreaterThan(0.4);
  for (const { weight, error, doubt } of known) {
    expect(error, weight).toBeLessThan(1e-2 + doubt);
  }
  expect(await model.weights()).toEqual(before);
}

/** Holds one model's gradient to the differences of its loss; the backend is the one in use. */
export async function expectGradientOfDifferences(
  [architecture, likelihood, objective]: DifferenceCase,
  mode: NonNullable<CompileOptions["mode"]>,
  directions = 1,
): Promise<void> {
  const before = memory();
  const model = new VariationalAutoencoder(optionsOf(architecture, likelihood));
  await expectRightGradient(model, objectives[objective] as [Objective, number], mode, directions);
  model.dispose();
  expect(memory()).toEqual(before);
}

/** The WebAssembly backend refuses to train convolutions, which another test holds it to. */
export function canTrain(backend: BackendName, architecture: string): boolean {
  return backend !== "wasm" || architectures[architecture]?.architecture !== "conv";
}

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function gradientsAgreeWithDifferences(
  backend: BackendName,
  mode: NonNullable<CompileOptions["mode"]>,
  offset: 0 | 1 | 2,
): void {
  describe(`the gradient of a training step on the ${backend} backend in the mode ${mode}`, () => {
    it.for(someCases(offset).filter(([architecture]) => canTrain(backend, architecture)))(
      "is that of finite differences of its loss, to 1e-2 of every array: %s, %s, %s",
      async (given, context) => {
        const obstacle = await startBackend(backend);
        if (obstacle !== undefined) context.skip(obstacle);
        await expectGradientOfDifferences(given, mode);
      },
    );

    it.for(Object.keys(likelihoods))("is it for an autoencoder, too: %s", async (likelihood, context) => {
      const obstacle = await startBackend(backend);
      if (obstacle !== undefined) context.skip(obstacle);
      for (const architecture of ["two hidden layers", "two convolutions"]) {
        if (!canTrain(backend, architecture)) continue;
        const model = new Autoencoder(optionsOf(architecture, likelihood));
        await expectRightGradient(model, [elbo(), 1], mode, 1);
        model.dispose();
      }
    });
  });
}
