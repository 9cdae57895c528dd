import { beforeAll, describe, expect, it } from "vitest";
import { ndarray } from "kl-to-vae/array";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { useBackend } from "kl-to-vae/tensorflow";
import { interpolate, latentManifold, traverse, VariationalAutoencoder } from "kl-to-vae/vae";
import { tinyImages } from "./tinyImages.js";

const model = new VariationalAutoencoder({ inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 3 });
const image = (pixels: Float32Array, i: number): number[] => Array.from(pixels.slice(16 * i, 16 * (i + 1)));

beforeAll(() => useBackend("cpu"));

describe("latentManifold", () => {
  it("decodes the quantiles 0.05 to 0.95, left to right and bottom to top", async () => {
    const { data, shape } = await latentManifold(model, { size: 3 });
    expect(shape).toEqual([9, 4, 4]);
    const z = 1.6448536269514722;
    const corners = ndarray(Float32Array.from([-z, z, z, z, 0, 0, -z, -z, z, -z]), [5, 2]);
    const expected = await model.decode(corners);
    [0, 2, 4, 6, 8].forEach((cell, i) => expect(image(data, cell)).toEqual(image(expected.data, i)));
  });

  it("refuses a model of other than two latent dimensions, and a grid of one", async () => {
    const deep = new VariationalAutoencoder({ inputShape: [4, 4], latentDim: 3 });
    await expect(latentManifold(deep)).rejects.toThrow("latentDim 2");
    await expect(latentManifold(model, { size: 1 })).rejects.toThrow(InvalidArgumentError);
  });
});

describe("interpolate", () => {
  it("begins and ends at the two reconstructions", async () => {
    const images = tinyImages(2);
    const reconstructions = await model.reconstruct(images);
    const [a, b] = [0, 1].map((i) => ndarray(images.data.slice(16 * i, 16 * i + 16), [4, 4]));
    if (a === undefined || b === undefined) throw new Error("two images");
    const { data, shape } = await interpolate(model, a, { data: b.data, shape: [1, 4, 4] }, { steps: 5 });
    expect(shape).toEqual([5, 4, 4]);
    expect(image(data, 0)).toEqual(image(reconstructions.data, 0));
    expect(image(data, 4)).toEqual(image(reconstructions.data, 1));
    await expect(interpolate(model, images, b)).rejects.toThrow(ShapeError);
    await expect(interpolate(model, a, b, { steps: 1 })).rejects.toThrow(InvalidArgumentError);
  });
});

describe("traverse", () => {
  it("sets one unit of the code to each value", async () => {
    const z = ndarray(Float32Array.from([0.5, -1]), [2]);
    const { data } = await traverse(model, z, { unit: 1, values: [-2, 2] });
    const expected = await model.decode(ndarray(Float32Array.from([0.5, -2, 0.5, 2]), [2, 2]));
    expect(Array.from(data)).toEqual(Array.from(expected.data));
  });

  it("refuses a unit that is not there, no values, and more than one code", async () => {
    const z = ndarray(new Float32Array(2), [1, 2]);
    await expect(traverse(model, z, { unit: 2, values: [0] })).rejects.toThrow("from 0 to 1");
    await expect(traverse(model, z, { unit: 0, values: [] })).rejects.toThrow(InvalidArgumentError);
    await expect(
      traverse(model, ndarray(new Float32Array(4), [2, 2]), { unit: 0, values: [0] }),
    ).rejects.toThrow(ShapeError);
  });
});
