import { expect, it } from "vitest";
import { BackendError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import { Trainer, trainingStep, VariationalAutoencoder } from "kl-to-vae/vae";
import { distance } from "./distance.js";
import { tinyImages } from "./tinyImages.js";

const model = new VariationalAutoencoder({
  inputShape: [4, 4],
  architecture: "conv",
  hidden: [2, 3],
  latentDim: 2,
});
const images = tinyImages(6);

it("the WebAssembly backend is refused for training convolutions before the first step", async () => {
  await useBackend("wasm");
  const trainer = new Trainer(model, { train: { images } }, { binarize: "threshold" });
  const before = await model.weights();
  const run = trainer.run({ epochs: 1 });
  await expect(run).rejects.toThrow(BackendError);
  await expect(run).rejects.toThrow("no filter gradient for conv2d");
  expect(await model.weights()).toEqual(before);
});

it("the WebAssembly backend is refused for a training step of convolutions as well", async () => {
  await useBackend("wasm");
  const rng = new Rng(1);
  const step = trainingStep(model, { rng });
  const inputs = { x: { data: images.data.map(Math.round), shape: [6, 16] }, beta: 1 };
  for (const call of [() => step(inputs), () => step.prepare(inputs)]) {
    await expect(call()).rejects.toThrow(BackendError);
    await expect(call()).rejects.toThrow("no filter gradient for conv2d");
  }
  expect(rng.state).toEqual(new Rng(1).state);
  step.dispose();
});

it("the WebAssembly backend runs convolutions forward as the plain one does", async () => {
  await useBackend("wasm");
  const { mean, logVariance } = await model.encode(images);
  const generated = await model.generate(3, { rng: new Rng(1) });
  await useBackend("cpu");
  expect(distance(mean.data, (await model.encode(images)).mean.data)).toBeLessThan(1e-5);
  expect(distance(logVariance.data, (await model.encode(images)).logVariance.data)).toBeLessThan(1e-5);
  expect(distance(generated.data, (await model.generate(3, { rng: new Rng(1) })).data)).toBeLessThan(1e-5);
});
