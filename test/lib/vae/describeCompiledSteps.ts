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
/** Of these, compiled for two processors, the large operations are computed in pieces. */
const wide: Record<string, ModelOptions> = {
  mlp: { inputShape: [16, 16], hidden: [320], latentDim: 3, seed: 2 },
  conv: { inputShape: [16, 16], architecture: "conv", hidden: [16, 32], latentDim: 3, seed: 4 },
};
const objectives: Record<string, Objective> = { ELBO: elbo(), "IWAE of 3": iwae({ samples: 3 }) };
/** Of either size. */
const cases = Object.keys(architectures).flatMap((architecture) =>
  Object.keys(likelihoods).flatMap((likelihood) =>
    Object.keys(objectives).map((objective) => [architecture, likelihood, objective] as const),
  ),
);
/** One objective for each architecture and likelihood. */
const someCases = cases.filter((_, i) => i % 2 === Math.floor(i / 2) % 2);
/** Every likelihood once, each architecture and objective twice. */
const fewCases = someCases.filter((_, i) => [0, 3, 5, 6].includes(i));

/** With β₁ = 0 Adam's first moment is the gradient itself, so a state says what it was. */
const gradientsInState = adam({ learningRate: 3e-3, beta1: 0 });

interface Outcome {
  losses: [loss: number, reconstruction: number, kl: number];
  gradient: number[];
}

function gradientOf({ slots }: StepState): number[] {
  return Object.values(slots["firstMoment"] ?? {}).flatMap(({ data }) => Array.from(data));
}

function batch(step: number, shape: [size: number, pixels: number], black: boolean): NdArray {
  const grey = new Rng(100 + step).uniforms(shape[0] * shape[1]);
  return { data: black ? grey.map(Math.round) : grey, shape };
}

async function twentySteps(
  model: VariationalAutoencoder | Autoencoder,
  objective: Objective,
  mode: "auto" | "eager",
  { optimizer = gradientsInState, sizes = { usual: 8, last: 3 } } = {},
): Promise<Outcome[]> {
  const step = trainingStep(model, { objective, optimizer, rng: new Rng(7), mode });
  const outcomes: Outcome[] = [];
  for (let i = 0; i < 20; i++) {
    const beta = objective.kind === "iwae" ? 1 : (i + 1) / 20;
    const [height, width] = model.options.inputShape as [number, number];
    const size = i % 5 === 4 ? sizes.last : sizes.usual;
    const x = batch(i, [size, height * width], model.options.likelihood === "bernoulli");
    const { loss, reconstruction, kl } = await step({ x, beta });
    outcomes.push({ losses: [loss, reconstruction, kl], gradient: gradientOf(await step.state()) });
  }
  step.dispose();
  model.dispose();
  return outcomes;
}

/** ‖values − expected‖ / ‖expected‖. */
function relativeError(values: readonly number[], expected: readonly number[]): number {
  return norm(values.map((value, i) => value - (expected[i] as number))) / norm(expected);
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

const tolerance = 2e-5;

function expectEqual(compiled: Outcome[], eager: Outcome[]): void {
  eager.forEach(({ losses, gradient }, step) => {
    const found = compiled[step] as Outcome;
    expect(norm(gradient), `size of the gradient of step ${step}`).toBeGreaterThan(0.01);
    expect(relativeError(found.losses, losses), `losses of step ${step}`).toBeLessThan(tolerance);
    expect(relativeError(found.gradient, gradient), `gradient of step ${step}`).toBeLessThan(tolerance);
  });
}

/**
 * Describes that compiled steps are eager ones.
 *
 * @param all every architecture with every likelihood and objective, or what represents them
 */
export function describeCompiledSteps({ all }: { all: boolean }): void {
  beforeEach(async (context) => {
    const obstacle = await startBackend("tensorflow");
    if (obstacle !== undefined) context.skip(obstacle);
    const before = memory();
    onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
  });

  describe("twenty compiled steps, with two sizes of batch and a β that rises,", () => {
    it.for(all ? cases : someCases)(
      "have the losses and gradients of eager ones, bit for bit: %s, %s, %s",
      async ([architecture, likelihood, objective]) => {
        const options = { ...architectures[architecture], ...likelihoods[likelihood] } as ModelOptions;
        const [eager, compiled] = await Promise.all(
          (["eager", "auto"] as const).map((mode) =>
            twentySteps(new VariationalAutoencoder(options), objectives[objective] as Objective, mode),
          ),
        );
        eager?.forEach(({ gradient }) => expect(norm(gradient)).toBeGreaterThan(0.01));
        expect(compiled).toEqual(eager);
      },
    );

    // With PyTorch's defaults: where processors round a product of half the rows otherwise (without AVX-512), the roundings
    // grow over the steps the faster, the more Adam makes of small gradients; in two runs of eager steps they do as well.
    it.for(all ? someCases : fewCases)(
      "have them for wide layers too, Adam's moments for gradients: %s, %s, %s",
      async ([architecture, likelihood, objective]) => {
        const options = { ...wide[architecture], ...likelihoods[likelihood] } as ModelOptions;
        const run = (mode: "auto" | "eager"): Promise<Outcome[]> =>
          twentySteps(new VariationalAutoencoder(options), objectives[objective] as Objective, mode, {
            optimizer: adam({ learningRate: 1e-3 }),
            sizes: { usual: 64, last: 49 },
          });
        const eager = await run("eager");
        expectEqual(await run("auto"), eager);
      },
    );

    it.for(["mlp", "conv"])("have them for an autoencoder too: %s", async (architecture) => {
      const options = { ...architectures[architecture], likelihood: "gaussian" } as ModelOptions;
      const eager = await twentySteps(new Autoencoder(options), elbo(), "eager");
      expectEqual(await twentySteps(new Autoencoder(options), elbo(), "auto"), eager);
    });
  });

  it.for(all ? someCases : fewCases.slice(1, 3))(
    "twenty compiled steps of wide layers, each from the state of an eager one, have its losses and gradient to 2e-5: %s, %s, %s",
    async ([architecture, likelihood, objective]) => {
      const options = { ...wide[architecture], ...likelihoods[likelihood] } as ModelOptions;
      const models = [new VariationalAutoencoder(options), new VariationalAutoencoder(options)] as const;
      const given = { objective: objectives[objective] as Objective, optimizer: gradientsInState };
      const compiled = trainingStep(models[0], { ...given, rng: new Rng(7) });
      const eager = trainingStep(models[1], { ...given, rng: new Rng(7), mode: "eager" });
      for (let i = 0; i < 20; i++) {
        await compiled.load(await eager.state());
        const outcomes: Outcome[] = [];
        for (const step of [compiled, eager]) {
          const x = batch(i, [64, 256], options.likelihood === "bernoulli");
          const { loss, reconstruction, kl } = await step({ x, beta: 1 });
          outcomes.push({ losses: [loss, reconstruction, kl], gradient: gradientOf(await step.state()) });
        }
        expectEqual(outcomes.slice(0, 1), outcomes.slice(1));
      }
      for (const each of [compiled, eager, ...models]) each.dispose();
    },
  );
}
