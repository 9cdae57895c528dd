import { beforeAll, describe, expect, it } from "vitest";
import { toRows } from "kl-to-vae/array";
import { ProbabilisticPCA } from "kl-to-vae/decomposition";
import { Rng } from "kl-to-vae/random";
import { evaluate, type VariationalAutoencoder } from "kl-to-vae/vae";
import { expectTightBound } from "./linearBars.js";
import { linearBound, type LinearBound } from "./linearBound.js";
import { linearColumns } from "./linearColumns.js";
import { gaussianSample, sampleEigenvalues } from "./linearData.js";
import { linearDecoder } from "./linearDecoder.js";
import { bestLogLikelihood } from "./linearTheory.js";
import { startFastBackend, trainedLinearVae } from "./linearTraining.js";

const [n, latentDim] = [1000, 2];
const X = gaussianSample({ n, variances: [9, 4, 1, 1, 1, 1], seed: 2 });
const eigenvalues = sampleEigenvalues(X);
const ppca = new ProbabilisticPCA({ nComponents: latentDim }).fit(X);

let model: VariationalAutoencoder;
let bound: LinearBound;

beforeAll(async () => {
  await startFastBackend();
  model = await trainedLinearVae(X, { latentDim, variance: ppca.noiseVariance });
  bound = await linearBound(model, X);
});

describe("a linear variational autoencoder on Gaussian data", () => {
  it("reaches probabilistic PCA's exact likelihood to 0.01 nats per example", async () => {
    await expectTightBound(model, X);
    expect(ppca.score(X) - bound.elbo).toBeLessThan(0.01);
    expect(bestLogLikelihood(eigenvalues, latentDim, ppca.noiseVariance)).toBeCloseTo(ppca.score(X), 10);
  });

  it("does so with a variance that is not the data's too", async () => {
    await expectTightBound(await trainedLinearVae(X, { latentDim, variance: 0.5 }), X);
  });

  it("learns probabilistic PCA's variance where it is free to", async () => {
    const free = await trainedLinearVae(X, { latentDim, variance: "learned" });
    await expectTightBound(free, X);
    expect(ppca.score(X) - (await linearBound(free, X)).elbo).toBeLessThan(0.01);
    const { noise } = await linearDecoder(free);
    expect(Math.abs(noise / ppca.noiseVariance - 1)).toBeLessThan(0.02);
  });

  it("has probabilistic PCA's mean and posterior, up to the order and signs of the codes", async () => {
    const { bias } = await linearDecoder(model);
    bias.forEach((value, j) => expect(Math.abs(value - ppca.mean[j]!)).toBeLessThan(0.02));
    const exact = toRows(ppca.posteriorMean(X));
    (await linearColumns(model, X)).forEach(({ codes }, a) => {
      const product = codes.reduce((sum, { mean }, i) => sum + mean * exact[i]![a]!, 0);
      codes.forEach(({ mean, logVariance }, i) => {
        expect(Math.abs(Math.sign(product) * mean - exact[i]![a]!)).toBeLessThan(0.05);
        const ratio = Math.exp(logVariance) / (ppca.noiseVariance / eigenvalues[a]!);
        expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
      });
    });
  });

  it("is evaluated without bias: the exact bound lies within three standard errors", async () => {
    const rng = new Rng(3);
    const first = await evaluate(model, X, { rng });
    expect(Math.abs(first.elbo - bound.elbo)).toBeLessThan(3 * first.standardError);
    expect(first.kl).toBeCloseTo(bound.kl, 5);
    // Over many evaluations only the draws of the codes differ, whereas the standard error counts the examples too.
    const elbos: number[] = [];
    for (let i = 0; i < 40; i++) elbos.push((await evaluate(model, X, { rng })).elbo);
    const mean = elbos.reduce((sum, value) => sum + value, 0) / 40;
    const squares = elbos.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(Math.abs(mean - bound.elbo)).toBeLessThan(3 * Math.sqrt(squares / 39 / 40));
  });
});
