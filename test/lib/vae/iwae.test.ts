import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { useBackend } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  iwae,
  Trainer,
  VariationalAutoencoder,
  type ModelOptions,
  type Objective,
} from "kl-to-vae/vae";
import { Rng } from "../../../lib/src/random/index.js";
import { networkOf } from "../../../lib/src/vae/model/networkOf.js";
import { evaluateExamples, type ExampleMeans } from "../../../lib/src/vae/training/evaluateExamples.js";
import { Examples } from "../../../lib/src/vae/training/Examples.js";
import { tinyImages } from "./tinyImages.js";

/** One code and weights far from 0, so that the encoder's posterior is far from the exact one. */
const options: ModelOptions = { inputShape: [6], hidden: [5], latentDim: 1, seed: 3 };
const image = [1, 0, 1, 1, 0, 1];

async function wideModel(given: Partial<ModelOptions> = {}): Promise<VariationalAutoencoder> {
  const model = new VariationalAutoencoder({ ...options, ...given });
  onTestFinished(() => model.dispose());
  const weights = Object.entries(await model.weights());
  await model.setWeights(
    Object.fromEntries(
      weights.map(([name, { data, shape }]) => [name, { data: data.map((weight) => 2 * weight), shape }]),
    ),
  );
  return model;
}

/** The objective on the one image, each time with other draws. */
function manyTimes(
  model: VariationalAutoencoder,
  objective: Objective,
  times: number,
  seed: number,
): Promise<ExampleMeans> {
  const data = Float32Array.from({ length: 6 * times }, (_, i) => image[i % 6] as number);
  const examples = new Examples({ data, shape: [times, 6] }, networkOf(model), "none", "x");
  return evaluateExamples(networkOf(model), objective, examples, new Rng(seed));
}

/** log p(x) by quadrature over the one code: the trapezoid rule on [−9, 9], exact to far below 1e-6 here. */
async function logEvidence(model: VariationalAutoencoder): Promise<number> {
  const points = 2001;
  const width = 18 / (points - 1);
  const z = Float32Array.from({ length: points }, (_, i) => i * width - 9);
  const { data: means } = await model.decode({ data: z, shape: [points, 1] });
  let evidence = 0;
  z.forEach((code, i) => {
    const likelihood = image.reduce((product, pixel, k) => {
      const mean = means[6 * i + k] as number;
      return product * (pixel === 1 ? mean : 1 - mean);
    }, 1);
    evidence += (width * likelihood * Math.exp((-code * code) / 2)) / Math.sqrt(2 * Math.PI);
  });
  return Math.log(evidence);
}

beforeAll(() => useBackend("cpu"));

/**
 * The draws are seeded, so a test that passes passes always. For other seeds each comparison below would fail by chance
 * where a normal variable is more than 4 standard deviations off: at most once in 15,000.
 */
const deviations = 4;

describe("the importance weighted bound", () => {
  it("has the expectation of the ELBO for one draw", async () => {
    const model = await wideModel();
    const n = 40_000;
    const closed = await manyTimes(model, elbo(), n, 1);
    const single = await manyTimes(model, iwae({ samples: 1 }), n, 1);
    // The draws are the same, so that only the estimate of the KL divergence differs: by m s ε + ½ (s² − 1) ε² + const.
    const { mean, logVariance } = await model.encode({ data: Float32Array.from(image), shape: [1, 6] });
    const [m, variance] = [mean.data[0] as number, Math.exp(logVariance.data[0] as number)];
    const standardError = Math.sqrt((m ** 2 * variance + (variance - 1) ** 2 / 2) / n);
    expect(single.reconstruction).toBeCloseTo(closed.reconstruction, 5);
    expect(single.loss).toBeCloseTo(single.kl - single.reconstruction, 5);
    expect(Math.abs(single.kl - closed.kl)).toBeLessThan(deviations * standardError);
    expect(deviations * standardError).toBeLessThan(closed.kl / 10);
  });

  it("falls with every draw more, and to −log p(x)", async () => {
    const model = await wideModel();
    const bounds: ExampleMeans[] = [];
    for (const [seed, samples] of [1, 2, 5, 20].entries()) {
      bounds.push(await manyTimes(model, iwae({ samples }), 20_000, seed));
    }
    const exact = -(await logEvidence(model));
    bounds.forEach(({ loss, standardError }, i) => {
      const next = bounds[i + 1] ?? { loss: exact, standardError: 0 };
      expect(loss - next.loss).toBeGreaterThan(deviations * Math.hypot(standardError, next.standardError));
    });
    const many = await manyTimes(model, iwae({ samples: 2000 }), 200, 9);
    // The bias falls as 1 / k: at 20 draws it is 0.026 here, so at 2000 it is about 3e-4.
    expect(Math.abs(many.loss - exact)).toBeLessThan(deviations * many.standardError + 1e-3);
    expect(many.standardError).toBeLessThan(5e-3);
  });

  it("does not overflow where the weights do", async () => {
    const model = await wideModel({ likelihood: "gaussian", variance: 1e-4 });
    const { loss } = await manyTimes(model, iwae({ samples: 3 }), 10, 1);
    expect(loss).toBeGreaterThan(1000);
    expect(Number.isFinite(loss)).toBe(true);
  });

  it("is trained on, and recorded with its parts", async () => {
    const model = new VariationalAutoencoder({ inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 });
    onTestFinished(() => model.dispose());
    const data = { train: { images: tinyImages(90) }, test: { images: tinyImages(40, 1) } };
    const trainer = new Trainer(model, data, {
      batchSize: 16,
      learningRate: 0.01,
      objective: iwae({ samples: 5 }),
      binarize: "threshold",
    });
    await trainer.run({ epochs: 12 });
    const [first, last] = [trainer.history[0], trainer.history[11]];
    expect(last?.trainLoss).toBeLessThan((first?.trainLoss as number) - 1);
    expect(last?.testLoss).toBeLessThan((first?.testLoss as number) - 1);
    // Jensen: the bound lies below the mean of the draws' own.
    expect(last?.trainLoss).toBeLessThan((last?.kl as number) - (last?.reconstruction as number));
    expect(last?.testLoss).toBeLessThan((last?.testKl as number) - (last?.testReconstruction as number));
    trainer.dispose();
  });
});

describe("iwae", () => {
  it("is plain data", () => {
    expect(iwae({ samples: 5 })).toEqual({ kind: "iwae", samples: 5 });
  });

  it.each([0, -1, 1.5, NaN, undefined as unknown as number])("refuses %s samples", (samples) => {
    expect(() => iwae({ samples })).toThrow(InvalidArgumentError);
    expect(() => iwae({ samples })).toThrow("samples is");
  });

  it("is refused for an autoencoder, which has no posterior", () => {
    const train = { images: tinyImages(4) };
    const trainer = (): Trainer =>
      new Trainer(
        new Autoencoder({ inputShape: [4, 4], likelihood: "gaussian" }),
        { train },
        {
          objective: iwae({ samples: 5 }),
        },
      );
    expect(trainer).toThrow(/autoencoder has no posterior.*elbo\(\)/i);
  });
});
