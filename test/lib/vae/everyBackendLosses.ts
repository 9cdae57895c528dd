import type { NdArray } from "kl-to-vae/array";
import { KlToVaeError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { adam, currentBackend } from "kl-to-vae/tensorflow";
import {
  elbo,
  iwae,
  Trainer,
  trainingStep,
  VariationalAutoencoder,
  type EpochRecord,
  type ModelOptions,
  type Objective,
  type TrainerOptions,
} from "kl-to-vae/vae";

/** What one backend makes of a case: twenty losses and records, or the refusal. */
export interface Outcome {
  /** Of twenty steps: each step's own, or the mean over the epoch so far. */
  readonly losses: readonly number[];
  readonly records: readonly EpochRecord[];
  readonly refusal?: { readonly name: string; readonly message: string; readonly changed: boolean };
}

/** What a process has to say. */
export interface Report {
  readonly backend: string | undefined;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

const architectures: Record<string, ModelOptions> = {
  mlp: { inputShape: [8, 8], hidden: [12], latentDim: 3, seed: 2 },
  conv: { inputShape: [8, 8], architecture: "conv", hidden: [3, 4], latentDim: 3, seed: 4 },
};
const likelihoods: Record<string, { model: Partial<ModelOptions>; training: TrainerOptions }> = {
  Bernoulli: { model: { likelihood: "bernoulli" }, training: { binarize: "dynamic" } },
  "continuous Bernoulli": { model: { likelihood: "continuous-bernoulli" }, training: {} },
  "Gaussian with variance 0.3": { model: { likelihood: "gaussian", variance: 0.3 }, training: {} },
  "Gaussian with learned variance": { model: { likelihood: "gaussian", variance: "learned" }, training: {} },
};
const objectives: Record<string, Objective> = {
  "ELBO with warm-up": elbo({ beta: 2, warmUp: 2 }),
  "IWAE of 3": iwae({ samples: 3 }),
};

/** Trains on the backend that the environment names: by the trainer, and step by step with the objectives in turn. */
export async function allOutcomes(): Promise<Report> {
  const outcomes: Record<string, Outcome> = {};
  for (const [architecture, options] of Object.entries(architectures)) {
    for (const [i, [likelihood, { model, training }]] of Object.entries(likelihoods).entries()) {
      for (const [j, [name, objective]] of Object.entries(objectives).entries()) {
        const made = (): VariationalAutoencoder => new VariationalAutoencoder({ ...options, ...model });
        const title = `${architecture}, ${likelihood}, ${name}`;
        const run = (given: VariationalAutoencoder): Promise<Outcome> =>
          runTrainer(given, { ...training, objective });
        const steps = (given: VariationalAutoencoder): Promise<Outcome> => takeSteps(given, objective);
        const inTurn = (i + j) % 2 === 0;
        if (architecture === "mlp" || inTurn) outcomes[`trainer: ${title}`] = await outcomeOf(made(), run);
        if (!inTurn) outcomes[`steps: ${title}`] = await outcomeOf(made(), steps);
      }
    }
  }
  return { backend: currentBackend()?.name, outcomes };
}

async function outcomeOf(
  model: VariationalAutoencoder,
  train: (model: VariationalAutoencoder) => Promise<Outcome>,
): Promise<Outcome> {
  const before = JSON.stringify(await model.weights());
  try {
    return await train(model);
  } catch (error) {
    if (!(error instanceof KlToVaeError)) throw error;
    const changed = JSON.stringify(await model.weights()) !== before;
    return { losses: [], records: [], refusal: { name: error.name, message: error.message, changed } };
  } finally {
    model.dispose();
  }
}

/** Four epochs of five steps. */
async function runTrainer(model: VariationalAutoencoder, options: TrainerOptions): Promise<Outcome> {
  const data = {
    train: { images: greyImages(38, 1) },
    validation: { images: greyImages(9, 2) },
    test: { images: greyImages(7, 3) },
  };
  const trainer = new Trainer(model, data, { batchSize: 8, learningRate: 0.01, seed: 5, ...options });
  const losses: number[] = [];
  try {
    await trainer.run({ epochs: 4, onStep: ({ loss }) => void losses.push(loss) });
    return { losses, records: trainer.history };
  } finally {
    trainer.dispose();
  }
}

async function takeSteps(model: VariationalAutoencoder, objective: Objective): Promise<Outcome> {
  const optimizer = adam({ learningRate: 0.01 });
  const step = trainingStep(model, { objective, optimizer, rng: new Rng(7) });
  const losses: number[] = [];
  try {
    for (let i = 0; i < 20; i++) {
      const { data, shape } = greyImages(8, 10 + i);
      const pixels = model.options.likelihood === "bernoulli" ? data.map(Math.round) : data;
      const x = { data: pixels, shape: [shape[0] as number, 64] };
      losses.push((await step({ x, beta: objective.kind === "iwae" ? 1 : (i + 1) / 20 })).loss);
    }
    return { losses, records: [] };
  } finally {
    step.dispose();
  }
}

/** Stripes of random brightness and direction, `[n, 8, 8]`. */
function greyImages(n: number, seed: number): NdArray<Float32Array> {
  const rng = new Rng(seed);
  const data = new Float32Array(64 * n);
  for (let i = 0; i < n; i++) {
    const [line, across] = [rng.integer(8), rng.integer(2) === 0];
    for (let k = 0; k < 64; k++) {
      const bright = (across ? Math.floor(k / 8) : k % 8) === line;
      data[64 * i + k] = (bright ? 0.7 : 0) + 0.3 * rng.uniform();
    }
  }
  return { data, shape: [n, 8, 8] };
}
