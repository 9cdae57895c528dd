import { beforeAll, describe, expect, it } from "vitest";
import { ProbabilisticPCA } from "kl-to-vae/decomposition";
import { NonFiniteError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { train, VariationalAutoencoder } from "kl-to-vae/vae";
import { expectColumns, expectTightBound } from "../../lib/vae/linearBars.js";
import { gaussianSample, repeated, sampleEigenvalues } from "../../lib/vae/linearData.js";
import { startFastBackend, trainedLinearVae } from "../../lib/vae/linearTraining.js";
import { geometric, upTo } from "./linearSpectra.js";

const seeds = [11, 12, 13];

/** So many variances from 0.05 to 16, in no order. */
function scattered(d: number, seed: number): number[] {
  const rng = new Rng(seed);
  return Array.from({ length: d }, () => 16 * Math.exp(rng.uniform() * Math.log(0.05 / 16)));
}

beforeAll(startFastBackend);

describe("a linear variational autoencoder", () => {
  it.each(upTo(5).flatMap((latentDim) => seeds.map((seed) => ({ latentDim, seed, offset: seed % 3 }))))(
    "reaches probabilistic PCA's likelihood with $latentDim of 6 directions, seed $seed, mean $offset",
    async ({ latentDim, seed, offset }) => {
      const X = gaussianSample({ n: 1000, variances: scattered(6, seed), seed, offset });
      const { noiseVariance: variance } = new ProbabilisticPCA({ nComponents: latentDim }).fit(X);
      await expectTightBound(await trainedLinearVae(X, { latentDim, variance, seed, steps: 6000 }), X);
    },
  );

  it.each(
    upTo(4).flatMap((latentDim) =>
      upTo(latentDim).flatMap((kept) => seeds.map((seed) => ({ latentDim, kept, seed }))),
    ),
  )(
    "has $latentDim columns of length max(λᵢ − βσ², 0) with β such that $kept are left, seed $seed",
    async ({ latentDim, kept, seed }) => {
      const X = gaussianSample({ n: 2000, variances: geometric(5, 3), seed, offset: seed % 3 });
      const eigenvalues = sampleEigenvalues(X);
      // From about 9 for one column to a third for four.
      const beta = Math.sqrt(eigenvalues[kept - 1]! * eigenvalues[kept]!);
      const model = await trainedLinearVae(X, { latentDim, variance: 1, beta, seed, steps: 6000 });
      await expectColumns(model, X, beta);
    },
  );

  it.each(upTo(5).flatMap((latentDim) => upTo(3).map((rank) => ({ latentDim, rank }))))(
    "fits data of rank $rank in 5 columns with $latentDim codes",
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
