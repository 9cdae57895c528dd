import { beforeAll, describe, expect, it } from "vitest";
import { expectColumns } from "./linearBars.js";
import { gaussianSample, sampleEigenvalues } from "./linearData.js";
import { predictedNorms } from "./linearTheory.js";
import { startFastBackend, trainedLinearVae } from "./linearTraining.js";

const X = gaussianSample({ n: 1000, variances: [16, 6, 2.5, 0.35, 0.1], seed: 1 });
const [latentDim, variance] = [4, 1];

beforeAll(startFastBackend);

describe("the decoder's columns of a linear variational autoencoder", () => {
  it.each([
    { beta: 0.5, kept: 3 },
    { beta: 1, kept: 3 },
    { beta: 3, kept: 2 },
  ])("have squared norms max(λᵢ − βσ², 0), $kept of 4 above 0 for β = $beta", async ({ beta, kept }) => {
    const predicted = predictedNorms(sampleEigenvalues(X), latentDim, beta * variance);
    expect(predicted.filter((norm) => norm > 0)).toHaveLength(kept);
    await expectColumns(await trainedLinearVae(X, { latentDim, variance, beta }), X, beta);
  });
});
