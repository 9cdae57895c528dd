import { beforeAll, describe, expect, it } from "vitest";
import { expectColumns, expectTightBound } from "./linearBars.js";
import { gaussianSample, repeated } from "./linearData.js";
import { startFastBackend, trainedLinearVae } from "./linearTraining.js";

beforeAll(startFastBackend);

describe("a linear variational autoencoder", () => {
  it.each([
    {
      data: "fewer columns than codes",
      latentDim: 6,
      X: gaussianSample({ n: 800, variances: [8, 3], seed: 4 }),
    },
    {
      data: "columns that depend on each other, of lower rank than there are codes",
      latentDim: 3,
      X: gaussianSample({ n: 800, variances: [8, 3, 0, 0], seed: 5 }),
    },
    {
      data: "fewer rows than columns",
      latentDim: 3,
      // Repeated rows have the same covariance, and more draws of each code in a step.
      X: repeated(gaussianSample({ n: 6, variances: [9, 5, 2, 1, 1, 1, 1, 1], seed: 6 }), 150),
    },
  ])("keeps to the exact values on $data", async ({ X, latentDim }) => {
    const model = await trainedLinearVae(X, { latentDim, variance: 0.5 });
    await expectTightBound(model, X);
    await expectColumns(model, X, 1);
  });

  it("learns the same from float64 rows as from the same rows in float32, to the bit", async () => {
    const X = gaussianSample({ n: 100, variances: [4, 1, 0.5], seed: 7 });
    const rounded = { data: Float32Array.from(X.data), shape: X.shape };
    const task = { latentDim: 2, variance: 1, steps: 20 };
    const weights = await (await trainedLinearVae(X, task)).weights();
    expect(await (await trainedLinearVae(rounded, task)).weights()).toEqual(weights);
  });
});
