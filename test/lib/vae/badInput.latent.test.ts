import { beforeAll, describe, expect, it } from "vitest";
import { ndarray, type NdArray } from "kl-to-vae/array";
import { useBackend } from "kl-to-vae/tensorflow";
import { Autoencoder, interpolate, latentManifold, traverse, VariationalAutoencoder } from "kl-to-vae/vae";
import { expectRefused, untyped, type BadCall } from "./badInput.js";

const model = new VariationalAutoencoder({ inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 });
const x = ndarray(new Float32Array(16), [4, 4]);
const z = ndarray(new Float32Array(2), [2]);
const options = { unit: 0, values: [0, 1] };

beforeAll(() => useBackend("cpu"));

const noModels = [undefined, null, {}, model.options, "model"];
const noArrays = [undefined, null, 3, [0, 1], new Float32Array(2), { data: [0, 1], shape: [2] }];
const noCounts = [null, 0, 1, -2, 2.5, NaN, Infinity, "5", 5n];

const between = (a: unknown, b: unknown, given: unknown): Promise<unknown> =>
  interpolate(model, untyped<NdArray>(a), untyped<NdArray>(b), untyped(given));

describe("interpolate", () => {
  it.for<BadCall>([
    ...noModels.map((none): BadCall => [
      `the model ${JSON.stringify(none)}`,
      () => interpolate(untyped(none), x, x),
      "Expected",
      "VariationalAutoencoder",
    ]),
    ...noArrays.map((none, i): BadCall => [`a: no array ${i}`, () => between(none, x, {}), /\ba\b/]),
    ...noArrays.map((none, i): BadCall => [`b: no array ${i}`, () => between(x, none, {}), /\bb\b/]),
    [
      "an image of another shape",
      () => between(ndarray(new Float32Array(9), [3, 3]), x, {}),
      "[4, 4]",
      "[3, 3]",
    ],
    ["two images", () => between(x, ndarray(new Float32Array(32), [2, 4, 4]), {}), "one image", "[2, 4, 4]"],
    [
      "a pixel that is no number",
      () => between(x, ndarray(new Float32Array(16).fill(NaN), [4, 4]), {}),
      "NaN",
    ],
    ...noCounts.map((steps): BadCall => [
      `${String(steps)} steps`,
      () => between(x, x, { steps }),
      "steps",
      String(steps),
    ]),
    ["null for options", () => between(x, x, null), "options", "null"],
    ["an unknown option", () => between(x, x, { step: 3 }), "no option step", "steps"],
  ])("refuses %s", (bad) => expectRefused(bad, model));

  it("goes between the codes of an autoencoder as well", async () => {
    const autoencoder = new Autoencoder({ inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 });
    const ones = ndarray(new Float32Array(16).fill(1), [4, 4]);
    const { data, shape } = await interpolate(autoencoder, x, ones, { steps: 3 });
    expect(shape).toEqual([3, 4, 4]);
    const ends = ndarray(Float32Array.from([...x.data, ...ones.data]), [2, 4, 4]);
    const expected = await autoencoder.reconstruct(ends);
    expect(data.subarray(0, 16)).toEqual(expected.data.subarray(0, 16));
    expect(data.subarray(32)).toEqual(expected.data.subarray(16));
    autoencoder.dispose();
  });
});

const through = (code: unknown, given: unknown): Promise<unknown> =>
  traverse(model, untyped<NdArray>(code), untyped(given));

describe("traverse", () => {
  it.for<BadCall>([
    ...noModels.map((none): BadCall => [
      `the model ${JSON.stringify(none)}`,
      () => traverse(untyped(none), z, options),
      "Expected",
    ]),
    ...noArrays.map((none, i): BadCall => [`no code ${i}`, () => through(none, options), /\bz\b/]),
    ["a code of three", () => through(ndarray(new Float32Array(3), [3]), options), "[2]", "[3]"],
    ["a code that is no number", () => through(ndarray(Float32Array.of(0, NaN), [2]), options), "z", "NaN"],
    ...[undefined, null, -1, 2, 0.5, NaN, "0", 0n].map((unit): BadCall => [
      `the unit ${String(unit)}`,
      () => through(z, { ...options, unit }),
      "unit",
      String(unit),
    ]),
    ...[undefined, null, [], 3, "12", [NaN], [0, Infinity], ["1"], [1n], {}].map((values, i): BadCall => [
      `values ${i}`,
      () => through(z, { ...options, values }),
      "values",
      "list",
    ]),
    ["no options", () => through(z, undefined), "options", "unit"],
    ["an unknown option", () => through(z, { ...options, value: 3 }), "no option value", "values"],
  ])("refuses %s", (bad) => expectRefused(bad, model));

  it("takes its values from a typed array as well", async () => {
    const expected = await traverse(model, z, options);
    expect(await traverse(model, z, { unit: 0, values: untyped(Float32Array.of(0, 1)) })).toEqual(expected);
  });
});

describe("latentManifold", () => {
  it.for<BadCall>([
    ...noModels.map((none): BadCall => [
      `the model ${JSON.stringify(none)}`,
      () => latentManifold(untyped(none)),
      "Expected",
    ]),
    ...noCounts.map((size): BadCall => [
      `the size ${String(size)}`,
      () => latentManifold(model, { size: untyped(size) }),
      "size",
      String(size),
    ]),
    ["null for options", () => latentManifold(model, untyped(null)), "options", "null"],
    ["an unknown option", () => latentManifold(model, untyped({ side: 3 })), "no option side", "size"],
  ])("refuses %s", (bad) => expectRefused(bad, model));
});
