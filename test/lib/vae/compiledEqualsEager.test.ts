import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";
import { adam, memory, type StepState } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  iwae,
  trainingStep,
  VariationalAutoencoder,
  type ModelOptions,
  type Objective,
} from "kl-to-vae/vae";
import { startBackend } from "./startBackend.js";

const architectures: Record<string, ModelOptions> = {
  mlp: { inputShape: [8, 8], hidden: [12, 7], latentDim: 3, seed: 2 },
  conv: { inputShape: [8, 8], architecture: "conv", hidden: [4, 5], latentDim: 3, seed: 4 },
};
const likelihoods: Record<string, Partial<ModelOptions>> = {
  Bernoulli: { likelihood: "bernoulli" },
  "Gaussian with variance 0.3": { likelihood: "gaussian", variance: 0.3 },
  "Gaussian with learned variance": { likelihood: "gaussian", variance: "learned" },
  "continuous Bernoulli": { likelihood: "continuous-bernoulli" },
};
const objectives: Record<string, Objective> = { ELBO: elbo(), "IWAE of 3": iwae({ samples: 3 }) };
const cases = Object.keys(architectures).flatMap((architecture) =>
  Object.keys(likelihoods).flatMap((likelihood) =>
    Object.keys(objectives).map((objective) => [architecture, likelihood, objective] as const),
  ),
);

/** With β₁ = 0 Adam's first moment is the gradient itself, so a state says what it was. */
const optimizer = adam({ learningRate: 3e-3, beta1: 0 });

interface Outcome {
  losses: [loss: number, reconstruction: number, kl: number];
  gradient: number[];
}

function gradientOf({ slots }: StepState): number[] {
  return Object.values(slots["firstMoment"] ?? {}).flatMap(({ data }) => Array.from(data));
}

function batch(step: number, size: number, black: boolean): NdArray {
  const grey = new Rng(100 + step).uniforms(size * 64);
  return { data: black ? grey.map(Math.round) : grey, shape: [size, 64] };
}

async function twentySteps(
  model: VariationalAutoencoder | Autoencoder,
  objective: Objective,
  mode: "auto" | "eager",
): Promise<Outcome[]> {
  const step = trainingStep(model, { objective, optimizer, rng: new Rng(7), mode });
  const outcomes: Outcome[] = [];
  for (let i = 0; i < 20; i++) {
    const beta = objective.kind === "iwae" ? 1 : (i + 1) / 20;
    const x = batch(i, i % 5 === 4 ? 3 : 8, model.options.likelihood === "bernoulli");
    const { loss, reconstruction, kl } = await step({ x, beta });
    outcomes.push({ losses: [loss, reconstruction, kl], gradient: gradientOf(await step.state()) });
  }
  step.dispose();
  model.dispose();
  return outcomes;
}

/** ‖values − expected‖ / ‖expected‖. */
function relativeError(values: readonly number[], expected: readonly number[]): number {
  const difference = values.map((value, i) => value - (expected[i] as number));
  return Math.hypot(...difference) / Math.hypot(...expected);
}

beforeEach(async (context) => {
  const obstacle = await startBackend("tensorflow");
  if (obstacle !== undefined) context.skip(obstacle);
  const before = memory();
  onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
});

function expectEqual(compiled: Outcome[], eager: Outcome[]): void {
  eager.forEach(({ losses, gradient }, step) => {
    const found = compiled[step] as Outcome;
    expect(Math.hypot(...gradient), `size of the gradient of step ${step}`).toBeGreaterThan(0.01);
    expect(relativeError(found.losses, losses), `losses of step ${step}`).toBeLessThan(2e-5);
    expect(relativeError(found.gradient, gradient), `gradient of step ${step}`).toBeLessThan(2e-5);
  });
}

describe("twenty compiled steps, with two sizes of batch and a β that rises,", () => {
  it.for(cases)(
    "have the losses and gradients of eager ones to 2e-5: %s, %s, %s",
    async ([architecture, likelihood, objective]) => {
      const options = { ...architectures[architecture], ...likelihoods[likelihood] } as ModelOptions;
      const [eager, compiled] = await Promise.all(
        (["eager", "auto"] as const).map((mode) =>
          twentySteps(new VariationalAutoencoder(options), objectives[objective] as Objective, mode),
        ),
      );
      expectEqual(compiled as Outcome[], eager as Outcome[]);
    },
  );

  it.for(["mlp", "conv"])("have them for an autoencoder too: %s", async (architecture) => {
    const options = { ...architectures[architecture], likelihood: "gaussian" } as ModelOptions;
    const eager = await twentySteps(new Autoencoder(options), elbo(), "eager");
    expectEqual(await twentySteps(new Autoencoder(options), elbo(), "auto"), eager);
  });
});
