import { beforeAll, describe, it } from "vitest";
import { expectPrincipalSpace } from "../../lib/vae/linearBars.js";
import { gaussianSample } from "../../lib/vae/linearData.js";
import { startFastBackend, trainedLinearAutoencoder } from "../../lib/vae/linearTraining.js";
import { geometric, upTo } from "./linearSpectra.js";

const seeds = [11, 12, 13];

beforeAll(startFastBackend);

describe("a linear autoencoder", () => {
  it.each(upTo(5).flatMap((latentDim) => seeds.map((seed) => ({ latentDim, seed, offset: seed % 3 }))))(
    "finds the space of $latentDim of 6 principal components, seed $seed, mean $offset",
    async ({ latentDim, seed, offset }) => {
      const X = gaussianSample({ n: 1000, variances: geometric(6, 5), seed, offset });
      await expectPrincipalSpace(await trainedLinearAutoencoder(X, { latentDim, seed, steps: 6000 }), X);
    },
  );

  it.each(seeds)("finds it in data of fewer rows than columns, seed %i", async (seed) => {
    const X = gaussianSample({ n: 12, variances: geometric(20, 6), seed });
    await expectPrincipalSpace(await trainedLinearAutoencoder(X, { latentDim: 2, seed, steps: 6000 }), X);
  });

  it.each(seeds)("finds it in data in units of 1000, seed %i", async (seed) => {
    const { data, shape } = gaussianSample({ n: 1000, variances: geometric(6, 5), seed });
    const X = { data: data.map((value) => 1000 * value), shape };
    await expectPrincipalSpace(await trainedLinearAutoencoder(X, { latentDim: 2, seed, steps: 6000 }), X);
  });
});
