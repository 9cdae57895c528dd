import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Rng } from "kl-to-vae/random";
import { adam, memory, useBackend } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  evaluate,
  iwae,
  train,
  Trainer,
  trainingStep,
  VariationalAutoencoder,
  type Objective,
  type RunOptions,
  type TrainerOptions,
  type TrainingStepOptions,
} from "kl-to-vae/vae";
import { expectRefused, untyped, type BadCall } from "./badInput.js";

const tiny = { inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 };
const images = { data: new Float32Array(80).fill(1, 16, 50), shape: [5, 4, 4] };
const data = { train: { images } };

beforeAll(() => useBackend("cpu"));

function newModel(): VariationalAutoencoder {
  const model = new VariationalAutoencoder(tiny);
  onTestFinished(() => model.dispose());
  return model;
}

/** As title and value: what stands where something else should. */
function values(...list: unknown[]): [string, unknown][] {
  return list.map((value) => [typeof value === "string" ? `"${value}"` : describe_(value), value]);
}

function describe_(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "function";
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** Whatever shows a function or an object in a message. */
function shown(value: unknown): RegExp {
  if (typeof value === "function") return /function/i;
  if (typeof value === "object" && value !== null) return /\{|object|of the type|Object|\[|list|array/i;
  return new RegExp(String(value).replace("+", "\\+"));
}

describe("what is no model", () => {
  const noModels = [
    ...values(undefined, null, 3, "vae", {}, { options: tiny }),
    ["the class", VariationalAutoencoder] as const,
    ["a look-alike", Object.create(VariationalAutoencoder.prototype) as unknown] as const,
    ["a model's options", tiny] as const,
  ];
  it.for(noModels)("is refused everywhere: %s", async ([title, value]) => {
    const model = untyped<VariationalAutoencoder>(value);
    for (const call of [
      () => new Trainer(model, data),
      () => train(model, data, { epochs: 1 }),
      () => trainingStep(model, { rng: new Rng(1) }),
      () => evaluate(model, images, { rng: new Rng(1) }),
    ]) {
      await expectRefused([title, call, /VariationalAutoencoder/]);
    }
  });
});

/** Options of the trainer, each with values it cannot have. */
const badTrainerOptions: [name: string, title: string, value: unknown][] = [
  ...values(0, -1, 1.5, NaN, Infinity, "128", null, 128n, [128]).map(
    ([title, value]) => ["batchSize", title, value] as [string, string, unknown],
  ),
  ...values(0, -1e-3, NaN, Infinity, "0.001", null, 1n, {}).map(
    ([title, value]) => ["learningRate", title, value] as [string, string, unknown],
  ),
  ...values("elbo", null, 3, {}, elbo, { kind: "vae" }).map(
    ([title, value]) => ["objective", title, value] as [string, string, unknown],
  ),
  ...values("round", true, null, 1).map(
    ([title, value]) => ["binarize", title, value] as [string, string, unknown],
  ),
  ...values(-1, 1.5, NaN, "0", null, 2 ** 53, 1n).map(
    ([title, value]) => ["seed", title, value] as [string, string, unknown],
  ),
];

describe("Trainer", () => {
  it.for(badTrainerOptions)("refuses the %s %s", async ([name, title, value]) => {
    const model = newModel();
    const options = untyped<TrainerOptions>({ [name]: value });
    await expectRefused([title, () => new Trainer(model, data, options), name, shown(value)], model);
    await expectRefused([title, () => train(model, data, { ...options, epochs: 1 }), name], model);
  });

  it.for<[title: string, options: unknown, ...says: (string | RegExp)[]]>([
    ["null for options", null, "options", "null"],
    ["a number for options", 128, "options", "128"],
    ["a list for options", [128], "options"],
    ["an unknown option", { learningrate: 0.1 }, "no option learningrate", "learningRate"],
    ["a name of another library", { batch_size: 5 }, "no option batch_size", "batchSize"],
    ["epochs, which belong to a run", { epochs: 3 }, "no option epochs"],
    ["a signal, which belongs to a run", { signal: new AbortController().signal }, "no option signal"],
  ])("refuses %s", async ([title, options, ...says]) => {
    const model = newModel();
    await expectRefused(
      [title, () => new Trainer(model, data, untyped<TrainerOptions>(options)), ...says],
      model,
    );
  });

  it.for<[title: string, options: unknown, ...says: (string | RegExp)[]]>([
    ["no options", undefined, "epochs"],
    ["null for options", null, "null"],
    ["a number for options", 3, "epochs"],
    ...values(undefined, 0, -1, 1.5, NaN, Infinity, "3", null, 3n).map(
      ([title, value]): [string, unknown, ...(string | RegExp)[]] => [
        `epochs ${title}`,
        { epochs: value },
        "epochs",
        shown(value),
      ],
    ),
    ...values(true, {}, "abort", null, new AbortController()).map(
      ([title, value]): [string, unknown, ...(string | RegExp)[]] => [
        `signal ${title}`,
        { epochs: 1, signal: value },
        "signal",
        "AbortSignal",
      ],
    ),
    ...(["onEpoch", "onStep"] as const).flatMap((name) =>
      values(3, "log", {}, null).map(([title, value]): [string, unknown, ...(string | RegExp)[]] => [
        `${name} ${title}`,
        { epochs: 1, [name]: value },
        name,
        "function",
      ]),
    ),
    ["an unknown option", { epochs: 1, onepoch: () => undefined }, "no option onepoch", "onEpoch"],
    ["an option of the trainer", { epochs: 1, learningRate: 0.1 }, "no option learningRate"],
  ])("refuses to run with %s", async ([title, options, ...says]) => {
    const model = newModel();
    const trainer = new Trainer(model, data);
    onTestFinished(() => trainer.dispose());
    await expectRefused([title, () => trainer.run(untyped<RunOptions>(options)), ...says], model);
    const once = untyped<TrainerOptions & RunOptions>(options);
    if (!("learningRate" in Object(options))) {
      const name = says[0] as string;
      await expectRefused([title, () => train(model, data, once), name === "null" ? "options" : name], model);
    }
  });

  it("refuses an option that neither the trainer nor a run has, the short way", async () => {
    const model = newModel();
    const options = untyped<TrainerOptions & RunOptions>({ epochs: 1, learningrate: 0.1 });
    await expectRefused(
      ["", () => train(model, data, options), "no option learningrate", "learningRate"],
      model,
    );
  });

  it.for<[objective: object, ...says: string[]]>([
    [{ kind: "elbo", beta: -1, warmUp: 0 }, "beta", "-1"],
    [{ kind: "elbo", beta: "1", warmUp: 0 }, "beta", '"1"'],
    [{ kind: "elbo", beta: 1, warmUp: null }, "warmUp", "null"],
    [{ kind: "elbo", beta: 1, warmUp: 0, samples: 3 }, "no option samples", "warmUp"],
    [{ kind: "iwae", samples: 0 }, "samples", "0"],
    [{ kind: "iwae" }, "samples", "undefined"],
  ])("refuses an objective that is not quite one: %j", async ([objective, ...says]) => {
    const model = newModel();
    const given = { objective: untyped<Objective>(objective) };
    await expectRefused(["Trainer", () => new Trainer(model, data, given), ...says], model);
    await expectRefused(["step", () => trainingStep(model, { ...given, rng: new Rng(1) }), ...says], model);
  });

  it("refuses iwae for an autoencoder", async () => {
    const model = new Autoencoder({ ...tiny, likelihood: "gaussian" });
    onTestFinished(() => model.dispose());
    const objective = iwae({ samples: 2 });
    await expectRefused(["", () => new Trainer(model, data, { objective }), "posterior", "elbo()"], model);
  });

  it("refuses a model that has been disposed of", async () => {
    const model = new VariationalAutoencoder(tiny);
    const trainer = new Trainer(model, data);
    model.dispose();
    const run = { epochs: 1 };
    await expectRefused(["run", () => trainer.run(run), /model.*disposed/]);
    await expectRefused(["train", () => train(model, data, run), /model.*disposed/]);
    await expectRefused(["evaluate", () => evaluate(model, images, { rng: new Rng(1) }), /model.*disposed/]);
    trainer.dispose();
  });
});

describe("evaluate", () => {
  const evaluateWith = (model: VariationalAutoencoder, options: unknown) => (): unknown =>
    evaluate(model, images, untyped<{ rng: Rng }>(options));
  it.for<[title: string, options: unknown, ...says: (string | RegExp)[]]>([
    ["no options", undefined, "options", "rng"],
    ["null for options", null, "rng"],
    ["the generator itself", new Rng(1), "rng"],
    ...values(undefined, null, 7, Math.random, {}).map(([title, rng]): [string, unknown, ...string[]] => [
      `rng ${title}`,
      { rng },
      "rng",
      "new Rng",
    ]),
    ...values("round", true, null).map(([title, binarize]): [string, unknown, ...(string | RegExp)[]] => [
      `binarize ${title}`,
      { rng: new Rng(1), binarize },
      "binarize",
      shown(binarize),
    ]),
    ["an unknown option", { rng: new Rng(1), samples: 5 }, "no option samples"],
  ])("refuses %s", async ([title, options, ...says]) => {
    const model = newModel();
    await expectRefused([title, evaluateWith(model, options), ...says], model);
  });
});

describe("trainingStep", () => {
  const x = { data: new Float32Array(32), shape: [2, 16] };
  it.for<[title: string, options: unknown, ...says: (string | RegExp)[]]>([
    ["no options", undefined, "options", "rng"],
    ["null for options", null, "rng"],
    ["the generator itself", new Rng(1), "rng"],
    ...values(undefined, null, 7, Math.random, {}).map(([title, rng]): [string, unknown, ...string[]] => [
      `rng ${title}`,
      { rng },
      "rng",
      "new Rng",
    ]),
    ...values("elbo", null, 3, {}, elbo).map(
      ([title, objective]): [string, unknown, ...(string | RegExp)[]] => [
        `objective ${title}`,
        { rng: new Rng(1), objective },
        "objective",
        shown(objective),
      ],
    ),
    ...values("adam", null, 3, {}, adam).map(
      ([title, optimizer]): [string, unknown, ...(string | RegExp)[]] => [
        `optimizer ${title}`,
        { rng: new Rng(1), optimizer },
        "optimizer",
        "adam({",
      ],
    ),
    ...values("graph", null, true).map(([title, mode]): [string, unknown, ...(string | RegExp)[]] => [
      `mode ${title}`,
      { rng: new Rng(1), mode },
      "mode",
      shown(mode),
    ]),
    ["an unknown option", { rng: new Rng(1), learningRate: 0.1 }, "no option learningRate", "optimizer"],
  ])("refuses %s", async ([title, options, ...says]) => {
    const model = newModel();
    // What the compiler checks is refused by the first step.
    const begin = async (): Promise<unknown> => {
      const step = trainingStep(model, untyped<TrainingStepOptions>(options));
      onTestFinished(() => step.dispose());
      return step({ x, beta: 1 });
    };
    await expectRefused([title, begin, ...says], model);
  });

  it.for<BadCall extends readonly [unknown, unknown, ...infer Says] ? [string, unknown, ...Says] : never>([
    ["nothing", undefined, "x, beta"],
    ["null", null, "x, beta"],
    ["pixels alone", x, /inputs\.(x|beta)/],
    ["no pixels", { beta: 1 }, "inputs.x"],
    ["pixels that are null", { x: null, beta: 1 }, "inputs.x", "null"],
    ["lists", { x: [[0, 1]], beta: 1 }, "inputs.x", "list"],
    [
      "a list of numbers",
      { x: { data: Array(32).fill(0), shape: [2, 16] }, beta: 1 },
      "inputs.x",
      "Float32Array",
    ],
    ["an Int32Array", { x: { data: new Int32Array(32), shape: [2, 16] }, beta: 1 }, "inputs.x", "Int32Array"],
    ["images that are not flat", { x: { data: x.data, shape: [2, 4, 4] }, beta: 1 }, "inputs.x", "[2, 4, 4]"],
    ["a shape that does not fit", { x: { data: x.data, shape: [3, 16] }, beta: 1 }, "inputs.x", "[3, 16]"],
    ["a negative length", { x: { data: x.data, shape: [-2, -16] }, beta: 1 }, "inputs.x", "-2"],
    ["an empty batch", { x: { data: new Float32Array(0), shape: [0, 16] }, beta: 1 }, "inputs.x", "[0, 16]"],
    ["no beta", { x }, "inputs.beta"],
    ...values("1", null, 1n, true).map(([title, beta]): [string, unknown, string] => [
      `beta ${title}`,
      { x, beta },
      "inputs.beta",
    ]),
    ["another input", { x, beta: 1, y: x }, "y"],
  ])("refuses %s for a batch", async ([title, inputs, ...says]) => {
    const model = newModel();
    for (const objective of [elbo(), iwae({ samples: 2 })]) {
      const step = trainingStep(model, { rng: new Rng(1), objective });
      const refused: BadCall = [title, () => step(untyped<{ x: typeof x; beta: number }>(inputs)), ...says];
      await step({ x, beta: 1 });
      const before = await step.state();
      await expectRefused(refused, model);
      expect(await step.state()).toEqual(before);
      step.dispose();
    }
  });

  it("leaves nothing behind where the first batch was refused", async () => {
    const before = memory();
    const model = new VariationalAutoencoder(tiny);
    const step = trainingStep(model, { rng: new Rng(1) });
    await expect(step(untyped<{ x: typeof x; beta: number }>({ x }))).rejects.toThrow("inputs.beta");
    step.dispose();
    model.dispose();
    expect(memory()).toEqual(before);
  });
});
