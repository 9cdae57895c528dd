import { beforeAll, describe, expect, it } from "vitest";
import { binarize } from "kl-to-vae/data";
import { InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import { Autoencoder, evaluate, VariationalAutoencoder } from "kl-to-vae/vae";
import { tinyImages } from "./tinyImages.js";

const model = new VariationalAutoencoder({ inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 3 });
const images = binarize(tinyImages(700));

beforeAll(() => useBackend("cpu"));

describe("evaluate", () => {
  it("gives reconstruction minus KL, the KL being the encoder's in closed form", async () => {
    const { elbo, reconstruction, kl, n } = await evaluate(model, images, { rng: new Rng(0) });
    expect(n).toBe(700);
    expect(elbo).toBeCloseTo(reconstruction - kl, 5);
    const { mean, logVariance } = await model.encode(images);
    const terms = Array.from(mean.data, (mu, i) => {
      const logSquare = logVariance.data[i] as number;
      return (Math.exp(logSquare) + mu ** 2 - 1 - logSquare) / 2;
    });
    expect(kl).toBeCloseTo(terms.reduce((sum, term) => sum + term, 0) / 700, 5);
  });

  it("has a standard error that says how far two draws and two halves may differ", async () => {
    const all = await evaluate(model, images, { rng: new Rng(0) });
    const again = await evaluate(model, images, { rng: new Rng(1) });
    expect(again.elbo).not.toBe(all.elbo);
    expect(Math.abs(again.elbo - all.elbo)).toBeLessThan(5 * all.standardError);
    const half = { data: images.data.slice(0, 350 * 16), shape: [350, 4, 4] };
    const { standardError } = await evaluate(model, half, { rng: new Rng(0) });
    expect(standardError / all.standardError).toBeGreaterThan(1.2);
    expect(standardError / all.standardError).toBeLessThan(1.7);
  });

  it("gives the same for the same rng", async () => {
    const options = (): { rng: Rng; binarize: "dynamic" } => ({ rng: new Rng(8), binarize: "dynamic" });
    const grey = tinyImages(50);
    expect(await evaluate(model, grey, options())).toEqual(await evaluate(model, grey, options()));
  });

  it("has no KL term for an autoencoder", async () => {
    const plain = new Autoencoder({ inputShape: [4, 4], latentDim: 2 });
    const { elbo, reconstruction, kl } = await evaluate(plain, images, { rng: new Rng(0) });
    expect(kl).toBe(0);
    expect(elbo).toBe(reconstruction);
  });

  it("knows no standard error from a single image", async () => {
    const one = { data: images.data.slice(0, 16), shape: [1, 4, 4] };
    expect((await evaluate(model, one, { rng: new Rng(0) })).standardError).toBe(Infinity);
  });

  it("refuses grey images, a missing rng, and what is no model", async () => {
    await expect(evaluate(model, tinyImages(3), { rng: new Rng(0) })).rejects.toThrow("binarize");
    await expect(evaluate(model, images, {} as { rng: Rng })).rejects.toThrow("rng: new Rng(seed)");
    await expect(evaluate({} as typeof model, images, { rng: new Rng(0) })).rejects.toThrow(
      InvalidArgumentError,
    );
  });

  it("refuses images whose bound is not finite, rather than give NaN", async () => {
    const gaussian = new VariationalAutoencoder({ inputShape: [4, 4], likelihood: "gaussian", hidden: [] });
    const far = { data: new Float32Array(16).fill(1e30), shape: [1, 4, 4] };
    const evaluation = evaluate(gaussian, far, { rng: new Rng(0) });
    await expect(evaluation).rejects.toThrow(NonFiniteError);
    await expect(evaluation).rejects.toThrow("part of the loss is");
    gaussian.dispose();
  });
});
