import { beforeAll, describe, expect, it } from "vitest";
import { ProbabilisticPCA } from "kl-to-vae/decomposition";
import { NonFiniteError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { train, VariationalAutoencoder } from "kl-to-vae/vae";
import { expectColumns, expectPrincipalSpace, expectTightBound } from "../../lib/vae/linearBars.js";
import { gaussianSample, repeated, sampleEigenvalues } from "../../lib/vae/linearData.js";
import {
  startFastBackend,
  trainedLinearAutoencoder,
  trainedLinearVae,
} from "../../lib/vae/linearTraining.js";

const seeds = [11, 12, 13];
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** So many variances from 16 down, each the same part of the one before. */
function geometric(d: number, ratio: number): number[] {
  return Array.from({ length: d }, (_, i) => 16 / ratio ** i);
}

/** So many variances from 0.05 to 16, in no order. */
function scattered(d: number, seed: number): number[] {
  const rng = new Rng(seed);
  return Array.from({ length: d }, () => 16 * Math.exp(rng.uniform() * Math.log(0.05 / 16)));
}

beforeAll(startFastBackend);

describe("a linear variational autoencoder", () => {
  it.each(upTo(5).flatMap((latentDim) => seeds.map((seed) => ({ latentDim, seed }))))(
    "reaches probabilistic PCA's likelihood with $latentDim of 6 directions, seed $seed, off centre",
    async ({ latentDim, seed }) => {
      const X = gaussianSample({ n: 1000, variances: scattered(6, seed), seed, offset: seed % 3 });
      const { noiseVariance: variance } = new ProbabilisticPCA({ nComponents: latentDim }).fit(X);
      await expectTightBound(await trainedLinearVae(X, { latentDim, variance, seed, steps: 4000 }), X);
    },
  );

  it.each(
    upTo(4).flatMap((latentDim) =>
      upTo(latentDim).flatMap((kept) => [0.2, 1, 5].map((beta) => ({ latentDim, kept, beta }))),
    ),
  )("keeps $kept of $latentDim columns at their length for β = $beta", async ({ latentDim, kept, beta }) => {
    const seed = 10 * latentDim + kept;
    const X = gaussianSample({ n: 2000, variances: geometric(5, 3), seed, offset: kept % 2 });
    const eigenvalues = sampleEigenvalues(X);
    const variance = Math.sqrt(eigenvalues[kept - 1]! * eigenvalues[kept]!) / beta;
    const model = await trainedLinearVae(X, { latentDim, variance, beta, seed, steps: 6000 });
    await expectColumns(model, X, beta);
    if (beta === 1) await expectTightBound(model, X);
  });

  it.each(upTo(5).flatMap((latentDim) => upTo(3).map((rank) => ({ latentDim, rank }))))(
    "leaves all but $rank of $latentDim codes to the prior on data of that rank",
    async ({ latentDim, rank }) => {
      const variances = [...geometric(rank, 3), ...Array.from({ length: 5 - rank }, () => 0)];
      const X = gaussianSample({ n: 2000, variances, seed: 10 * latentDim + rank });
      const model = await trainedLinearVae(X, { latentDim, variance: 0.7, steps: 4000 });
      await expectTightBound(model, X);
      await expectColumns(model, X, 1);
    },
  );

  it.each(seeds)("fits fewer rows than columns, seed %i", async (seed) => {
    const rows = gaussianSample({ n: 8, variances: geometric(16, 1.5), seed });
    const X = repeated(rows, 250);
    const model = await trainedLinearVae(X, { latentDim: 4, variance: 0.7, seed, steps: 4000 });
    await expectTightBound(model, X);
    await expectColumns(model, X, 1);
  });

  it.each([1e-30, 1e-3, 1e3, 1e15, 1e30])(
    "learns from data in units of %s or refuses them, but is never left with weights that are no numbers",
    async (unit) => {
      const { data, shape } = gaussianSample({ n: 200, variances: geometric(4, 3), seed: 5, offset: 3 });
      const images = { data: data.map((value) => unit * value), shape };
      const options = { inputShape: [4], hidden: [], latentDim: 2, likelihood: "gaussian" } as const;
      const model = new VariationalAutoencoder(options);
      const before = await model.weights();
      const training = train(
        model,
        { train: { images } },
        { batchSize: 200, epochs: 200, learningRate: 0.1 },
      );
      const error: unknown = await training.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const after = await model.weights();
      if (error === undefined) expect(after).not.toEqual(before);
      else expect(error).toBeInstanceOf(NonFiniteError);
      for (const { data: weights } of Object.values(after)) expect(weights.every(Number.isFinite)).toBe(true);
    },
  );
});

describe("a linear autoencoder", () => {
  it.each(upTo(5).flatMap((latentDim) => seeds.map((seed) => ({ latentDim, seed }))))(
    "finds the space of $latentDim of 6 principal components, seed $seed, off centre",
    async ({ latentDim, seed }) => {
      const X = gaussianSample({ n: 1000, variances: geometric(6, 5), seed, offset: seed % 3 });
      await expectPrincipalSpace(await trainedLinearAutoencoder(X, { latentDim, seed, steps: 4000 }), X);
    },
  );

  it.each(seeds)("finds it in data of fewer rows than columns, seed %i", async (seed) => {
    const X = gaussianSample({ n: 12, variances: geometric(20, 6), seed });
    await expectPrincipalSpace(await trainedLinearAutoencoder(X, { latentDim: 2, seed, steps: 4000 }), X);
  });

  it.each(seeds)("finds it in data of which one value is a thousand, seed %i", async (seed) => {
    const { data, shape } = gaussianSample({ n: 1000, variances: geometric(6, 5), seed });
    const X = { data: data.map((value) => 1000 * value), shape };
    await expectPrincipalSpace(await trainedLinearAutoencoder(X, { latentDim: 2, seed, steps: 4000 }), X);
  });
});
