import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import { Autoencoder, elbo, iwae, VariationalAutoencoder, type ModelOptions } from "kl-to-vae/vae";
import { expectRefused, untyped, type BadCall } from "./badInput.js";

const tiny = { inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 };

beforeAll(() => useBackend("cpu"));

/** What a message shows of a value, quotes and the like aside. */
function shown(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join('["n]*, "?') : String(value);
}

const badOptions: readonly (readonly [name: string, value: unknown, given?: object])[] = [
  ...[
    undefined,
    null,
    [],
    784,
    "28x28",
    [4.5, 4],
    [-4, 4],
    [0, 4],
    ["4", 4],
    [4, NaN],
    [4, null],
    [4n, 4n],
    {},
  ].map((value) => ["inputShape", value] as const),
  ["inputShape", [16], { architecture: "conv", hidden: [2] }],
  ["inputShape", [6, 8], { architecture: "conv", hidden: [2, 2] }],
  ["inputShape", [4, 4, 1, 1], { architecture: "conv", hidden: [2] }],
  ...["400", 400, [400.5], [0], [-1], ["8"], [[8]], null, {}, [8n], [Infinity]].map(
    (value) => ["hidden", value] as const,
  ),
  ["hidden", [], { architecture: "conv" }],
  ...[0, -1, 1.5, NaN, Infinity, "2", null, 2n, [2]].map((value) => ["latentDim", value] as const),
  ...["cnn", null, 3, "constructor"].map((value) => ["architecture", value] as const),
  ...["poisson", null, 3, "Bernoulli"].map((value) => ["likelihood", value] as const),
  ...[0, -1, NaN, Infinity, "learn", "1", null, 1n].map(
    (value) => ["variance", value, { likelihood: "gaussian" }] as const,
  ),
  ["variance", 0.5, { likelihood: "bernoulli" }],
  ["variance", "learned", { likelihood: "continuous-bernoulli" }],
  ...[-1, 1.5, NaN, "0", null, 2 ** 53, 1n].map((value) => ["seed", value] as const),
];

describe.each([
  ["VariationalAutoencoder", VariationalAutoencoder],
  ["Autoencoder", Autoencoder],
] as const)("%s", (_, Model) => {
  const make = (options: unknown) => (): unknown => new Model(untyped<ModelOptions>(options));

  it.for<BadCall>(
    badOptions.map(([name, value, given]) => [
      `${name}: ${shown(value)}`,
      make({ ...tiny, ...given, [name]: value }),
      name,
      new RegExp(shown(value)),
    ]),
  )("refuses %s", (bad) => expectRefused(bad));

  it.for<BadCall>([
    ["more pixels than fit into memory", make({ ...tiny, inputShape: [1e9, 1e9] }), "inputShape", "memory"],
    ["more units than fit into memory", make({ ...tiny, hidden: [8, 1e15] }), "hidden", "memory"],
    ["no options", make(undefined), "options", "undefined", "inputShape"],
    ["null for options", make(null), "options", "null"],
    ["a shape for options", make([28, 28]), "options", "inputShape"],
    ["a number for options", make(784), "options", "784"],
    ["an unknown option", make({ ...tiny, latent_dim: 3 }), "no option latent_dim", "latentDim"],
    ["another case", make({ ...tiny, inputshape: [28, 28] }), "no option inputshape", "inputShape"],
  ])("refuses %s", (bad) => expectRefused(bad));
});

it("refuses a generator that is none wherever one is asked for", async () => {
  const model = new VariationalAutoencoder(tiny);
  onTestFinished(() => model.dispose());
  const x = { data: new Float32Array(16), shape: [1, 4, 4] };
  for (const rng of [null, 7, Math.random, {}, { uniform: () => 0.5 }]) {
    const given = untyped<{ rng: Rng }>({ rng });
    await expectRefused(["generate", () => model.generate(2, given), "rng", "new Rng"], model);
    await expectRefused(["reconstruct", () => model.reconstruct(x, given), "rng", "new Rng"], model);
  }
});

describe("generate", () => {
  it.for<[unknown, unknown, ...string[]]>([
    ...[0, -1, 1.5, NaN, Infinity, "5", undefined, null, 5n].map(
      (n) => [n, { rng: new Rng(1) }, "n is", String(n)] as [unknown, unknown, ...string[]],
    ),
    [2, undefined, "options", "rng"],
    [2, null, "options", "rng"],
    [2, {}, "rng", "new Rng"],
    [2, new Rng(1), "rng"],
    [2, { rng: new Rng(1), output: "median" }, "output", "median", "mean"],
    [2, { rng: new Rng(1), output: null }, "output", "null"],
    [2, { rng: new Rng(1), ouput: "sample" }, "no option ouput"],
  ])("refuses %s images with the options %j", async ([n, options, ...says]) => {
    const model = new VariationalAutoencoder(tiny);
    onTestFinished(() => model.dispose());
    const call = (): unknown => model.generate(untyped<number>(n), untyped<{ rng: Rng }>(options));
    await expectRefused(["", call, ...says], model);
  });
});

describe("elbo and iwae", () => {
  it.for<BadCall>([
    ...([[null], ["1"], [1]] as const).map(([value]): BadCall => [
      `elbo(${value})`,
      () => elbo(untyped(value)),
      "options",
      String(value),
    ]),
    ...[-1, NaN, Infinity, "1", null, 1n].flatMap((value): BadCall[] => [
      [`elbo beta: ${value}`, () => elbo({ beta: untyped(value) }), "beta", String(value)],
      [`elbo warmUp: ${value}`, () => elbo({ warmUp: untyped(value) }), "warmUp", String(value)],
    ]),
    ["elbo warmup", () => elbo(untyped({ warmup: 3 })), "no option warmup", "warmUp"],
    ["iwae()", () => iwae(untyped(undefined)), "options", "undefined", "samples"],
    ["iwae(null)", () => iwae(untyped(null)), "options", "null"],
    ["iwae(5)", () => iwae(untyped(5)), "options", "5"],
    ...[0, -1, 1.5, NaN, Infinity, "5", null, undefined, 5n].map((value): BadCall => [
      `iwae samples: ${value}`,
      () => iwae({ samples: untyped(value) }),
      "samples",
      String(value),
    ]),
    ["iwae k", () => iwae(untyped({ samples: 5, k: 5 })), "no option k"],
  ])("refuse %s", (bad) => expectRefused(bad));
});

describe("setWeights", () => {
  it.for<[title: string, change: (weights: Record<string, unknown>) => unknown, ...says: string[]]>([
    ["nothing", () => undefined, "weights", "undefined"],
    ["null", () => null, "weights", "null"],
    ["a file", () => "model.safetensors", "weights", "model.safetensors"],
    ["a missing weight", ({ "mean.bias": _, ...others }) => others, "mean.bias is missing"],
    ["an unknown weight", (weights) => ({ ...weights, "fc1.bias": 0 }), "fc1.bias", "mean.bias"],
    ["a weight that is null", (weights) => ({ ...weights, "mean.bias": null }), "mean.bias", "null"],
    ["a list", (weights) => ({ ...weights, "mean.bias": [0, 0] }), "mean.bias", "Float32Array"],
    [
      "a plain list in an array",
      (weights) => ({ ...weights, "mean.bias": { data: [0, 0], shape: [2] } }),
      "mean.bias",
      "plain list",
    ],
    [
      "another shape",
      (weights) => ({ ...weights, "mean.bias": { data: new Float32Array(2), shape: [2, 1] } }),
      "mean.bias",
      "[2, 1]",
    ],
    [
      "a shape that does not fit",
      (weights) => ({ ...weights, "mean.bias": { data: new Float32Array(3), shape: [2] } }),
      "mean.bias",
      "[2]",
    ],
    [
      "numbers too large for float32",
      (weights) => ({ ...weights, "mean.bias": { data: Float64Array.of(0, 1e39), shape: [2] } }),
      "mean.bias",
      "1e+39",
    ],
  ])("refuses %s", async ([title, change, ...says]) => {
    const model = new VariationalAutoencoder(tiny);
    onTestFinished(() => model.dispose());
    const weights = change(await model.weights());
    await expectRefused([title, () => model.setWeights(untyped(weights)), ...says], model);
  });
});

it.each(["bernoulli", "gaussian", "continuous-bernoulli"] as const)(
  "a model's own options make its equal: %s",
  async (likelihood) => {
    const model = new VariationalAutoencoder({ inputShape: [4, 4], likelihood });
    const other = new VariationalAutoencoder(model.options);
    expect(other.options).toEqual(model.options);
    expect(await other.weights()).toEqual(await model.weights());
    for (const each of [model, other]) each.dispose();
  },
);

describe("a model that was disposed of", () => {
  const x = { data: new Float32Array(16), shape: [1, 4, 4] };
  const z = { data: new Float32Array(2), shape: [1, 2] };
  let weights: Record<string, NdArray>;
  beforeAll(async () => {
    const other = new VariationalAutoencoder(tiny);
    weights = await other.weights();
    other.dispose();
  });
  it.for<[string, (model: VariationalAutoencoder) => Promise<unknown>]>([
    ["encode", (model) => model.encode(x)],
    ["decode", (model) => model.decode(z)],
    ["reconstruct", (model) => model.reconstruct(x)],
    ["generate", (model) => model.generate(1, { rng: new Rng(1) })],
    ["generate a sample", (model) => model.generate(1, { rng: new Rng(1), output: "sample" })],
    ["weights", (model) => model.weights()],
    ["setWeights", (model) => model.setWeights(weights)],
  ])("says so when it is asked to %s", async ([title, call]) => {
    for (const used of [false, true]) {
      const model = new VariationalAutoencoder(tiny);
      if (used) await model.encode(x);
      model.dispose();
      model.dispose();
      await expectRefused([title, () => call(model), "disposed"]);
    }
  });
});
