import { beforeAll, describe, it } from "vitest";
import { expectPrincipalSpace } from "./linearBars.js";
import { gaussianSample } from "./linearData.js";
import { startFastBackend, trainedLinearAutoencoder } from "./linearTraining.js";

beforeAll(startFastBackend);

describe("a linear autoencoder", () => {
  it.each([
    { latentDim: 1, variances: [9, 1.2, 1, 0.5], offset: 0 },
    { latentDim: 3, variances: [9, 5, 2.5, 0.4, 0.3, 0.1], offset: 2 },
  ])("finds the space of $latentDim principal components, and their error", async (given) => {
    const X = gaussianSample({ n: 1000, seed: 3, ...given });
    await expectPrincipalSpace(await trainedLinearAutoencoder(X, given), X);
  });
});
