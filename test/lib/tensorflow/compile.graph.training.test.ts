import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";
import {
  adam,
  cosineDecay,
  exponentialDecay,
  linearWarmUp,
  sgd,
  stepDecay,
  type CompileOptions,
  type Optimizer,
  type RandomTensors,
} from "kl-to-vae/tensorflow";
import { distance } from "../vae/distance.js";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";
import { circle, NoisyClassifier } from "./noisyClassifier.js";
import { optimizerOracle, oracleBatches, oracleLoss, oracleVariables } from "./optimizerCases.js";

onNativeTensorFlow();

type Variables = Record<string, tf.Variable>;
type Numbers = { loss: tf.Tensor; [metric: string]: tf.Tensor };

/** A model to be trained for 20 steps on batches of `x`. */
interface Model {
  readonly shapes: Record<string, number[]>;
  readonly loss: (variables: Variables, x: tf.Tensor, random: RandomTensors) => Numbers;
  readonly x: number[];
  readonly optimizer?: Optimizer;
}

const steps = 20;

function drawn(shape: readonly number[], rng: Rng, scale = 1): NdArray {
  const size = shape.reduce((a, b) => a * b, 1);
  return { data: rng.normals(size).map((value) => scale * value), shape };
}

/** What 20 steps report, and what the variables are after them. */
async function train(
  { shapes, loss, x, optimizer = adam({ learningRate: 0.01 }) }: Model,
  mode: NonNullable<CompileOptions["mode"]>,
): Promise<{ reports: Record<string, number[]>; weights: Record<string, Float32Array> }> {
  const rng = new Rng(4);
  const variables = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, variable(drawn(shape, rng, 0.3).data, shape)]),
  );
  const step = compiled((input: tf.Tensor, random) => loss(variables, input, random), {
    variables,
    optimizer,
    rng: new Rng(8),
    mode,
  });
  const reports: Record<string, number[]> = {};
  for (let i = 0; i < steps; i++) {
    for (const [name, value] of Object.entries(await step(drawn(x, rng)))) (reports[name] ??= []).push(value);
  }
  const state = await step.state();
  const weights = Object.entries(state.variables).map(([name, { data }]) => [name, data]);
  return { reports, weights: Object.fromEntries(weights) as Record<string, Float32Array> };
}

/** Holds 20 compiled steps to 20 eager ones. */
async function expectEqual(model: Model): Promise<void> {
  const [graph, eager] = [await train(model, "auto"), await train(model, "eager")];
  expect(eager.reports["loss"]).toHaveLength(steps);
  expect(Object.keys(graph.reports)).toEqual(Object.keys(eager.reports));
  for (const [name, values] of Object.entries(eager.reports)) {
    expect(values.every(Number.isFinite), name).toBe(true);
    values.forEach((value, i) => {
      const found = graph.reports[name]?.[i] as number;
      expect(Math.abs(found - value), `${name} of step ${i}`).toBeLessThanOrEqual(2e-5 * Math.abs(value));
    });
  }
  for (const [name, values] of Object.entries(eager.weights)) {
    expect(distance(graph.weights[name] as Float32Array, values), name).toBeLessThan(1e-4);
  }
}

/** Softmax regression behind one hidden layer; the input tells the class. */
const softmaxClassifier: Model = {
  shapes: { w1: [5, 16], b1: [16], w2: [16, 3], b2: [3] },
  x: [32, 5],
  loss: ({ w1, b1, w2, b2 }, x) => {
    const hidden = tf.relu(tf.add(tf.matMul(x, w1 as tf.Tensor), b1 as tf.Tensor));
    const logits = tf.add(tf.matMul(hidden, w2 as tf.Tensor), b2 as tf.Tensor);
    const classes = tf.argMax(tf.slice(x, [0, 0], [-1, 3]), 1);
    const right = tf.equal(tf.argMax(logits, 1), classes);
    return {
      loss: tf.losses.softmaxCrossEntropy(tf.oneHot(classes, 3), logits),
      right: tf.sum(tf.cast(right, "int32")),
      allRight: tf.all(right),
      anyRight: tf.any(right),
    };
  },
};

/** Down by a convolution and up again by a transposed one, with dropout on the way. */
const convolutionalAutoencoder: Model = {
  shapes: {
    f1: [3, 3, 1, 4],
    b1: [4],
    f2: [3, 3, 4, 6],
    b2: [6],
    f3: [3, 3, 4, 6],
    b3: [4],
    f4: [3, 3, 1, 4],
  },
  x: [4, 8, 8, 1],
  loss: ({ f1, b1, f2, b2, f3, b3, f4 }, x, random) => {
    const image = x as tf.Tensor4D;
    const down1 = tf.relu(
      tf.add<tf.Tensor4D>(tf.conv2d(image, f1 as tf.Tensor4D, 2, "same"), b1 as tf.Tensor4D),
    );
    const down2 = tf.elu(tf.add(tf.conv2d(down1, f2 as tf.Tensor4D, 2, "same"), b2 as tf.Tensor));
    const keep = tf.cast(tf.greater(random.uniform(down2.shape), 0.2), "float32");
    const code = tf.mul<tf.Tensor4D>(down2, keep);
    const up1 = tf.add(tf.conv2dTranspose(code, f3 as tf.Tensor4D, [4, 4, 4, 4], 2, "same"), b3 as tf.Tensor);
    const up2 = tf.conv2dTranspose(tf.relu(up1) as tf.Tensor4D, f4 as tf.Tensor4D, [4, 8, 8, 1], 2, "same");
    return { loss: tf.mean(tf.squaredDifference(up2, image)), kept: tf.mean(keep) };
  },
};

/** The fused operations that TensorFlow.js' own layers call. */
const fusedNetwork: Model = {
  shapes: { f: [3, 3, 2, 4], b: [4], w: [100, 5], c: [5] },
  x: [3, 5, 5, 2],
  loss: ({ f, b, w, c }, x) => {
    const image = tf.fused.conv2d({
      x: x as tf.Tensor4D,
      filter: f as tf.Tensor4D,
      strides: 1,
      pad: "same",
      bias: b as tf.Tensor,
      activation: "relu",
    });
    const flat = tf.reshape<tf.Rank.R2>(image, [3, 100]);
    const out = tf.fused.matMul({
      a: flat,
      b: w as tf.Tensor2D,
      bias: c as tf.Tensor,
      activation: "sigmoid",
    });
    return { loss: tf.mean(tf.square(out)) };
  },
};

/** An evidence lower bound: reparameterised draws, a Bernoulli likelihood on logits, a divergence in closed form. */
const variationalAutoencoder: Model = {
  shapes: { encoder: [6, 8], mean: [8, 2], logVariance: [8, 2], decoder: [2, 6], bias: [6] },
  x: [16, 6],
  loss: ({ encoder, mean, logVariance, decoder, bias }, x, random) => {
    const target = tf.cast(tf.greater(x, 0), "float32");
    const hidden = tf.tanh(tf.matMul(target, encoder as tf.Tensor));
    const mu = tf.matMul(hidden, mean as tf.Tensor);
    const logVar = tf.matMul(hidden, logVariance as tf.Tensor);
    const z = tf.add(mu, tf.mul(tf.exp(tf.mul(logVar, 0.5)), random.normal([16, 2])));
    const logits = tf.add(tf.matMul(z, decoder as tf.Tensor), bias as tf.Tensor);
    const reconstruction = tf.sum(tf.sub(tf.softplus(logits), tf.mul(target, logits)), 1);
    const kl = tf.mul(-0.5, tf.sum(tf.sub(tf.add(1, logVar), tf.add(tf.square(mu), tf.exp(logVar))), 1));
    return {
      loss: tf.mean(tf.add(reconstruction, kl)),
      reconstruction: tf.mean(reconstruction),
      kl: tf.mean(kl),
    };
  },
};

describe("20 compiled steps have the losses, the metrics and the weights of eager ones", () => {
  it.for<[string, Model]>([
    ["a softmax classifier, with metrics of int32 and bool", softmaxClassifier],
    ["convolutions and transposed ones, with dropout", convolutionalAutoencoder],
    ["fused operations", fusedNetwork],
    ["a variational autoencoder", variationalAutoencoder],
    [
      "gradients that are clipped by value",
      { ...softmaxClassifier, optimizer: sgd({ learningRate: 0.5, clipValue: 0.01 }) },
    ],
    [
      "gradients that are clipped by norm",
      { ...convolutionalAutoencoder, optimizer: adam({ learningRate: 0.01, clipNorm: 0.05 }) },
    ],
    [
      "momentum, with a warm-up before cosine decay",
      {
        ...variationalAutoencoder,
        optimizer: sgd({
          learningRate: linearWarmUp({ steps: 5, then: cosineDecay({ initial: 0.05, steps: 15 }) }),
          momentum: 0.9,
          nesterov: true,
        }),
      },
    ],
    [
      "Adam under exponential decay",
      {
        ...fusedNetwork,
        optimizer: adam({ learningRate: exponentialDecay({ initial: 0.05, factor: 0.5, every: 3 }) }),
      },
    ],
    [
      "plain gradient descent with milestones",
      {
        ...fusedNetwork,
        optimizer: sgd({ learningRate: stepDecay({ initial: 0.5, milestones: [5, 12], factor: 0.2 }) }),
      },
    ],
  ])("%s", async ([, model]) => expectEqual(model));

  it("a network whose tensors have other layouts in each batch", async () => {
    const [graph, eager] = [new NoisyClassifier(), new NoisyClassifier({ mode: "eager" })];
    for (let i = 0; i < steps; i++) {
      const batch = circle(8 + (i % 3), i);
      const [found, expected] = [await graph.step(batch), await eager.step(batch)];
      expect(Math.abs(found.loss / expected.loss - 1)).toBeLessThan(2e-5);
      expect(found.accuracy).toBe(expected.accuracy);
    }
    graph.dispose();
    eager.dispose();
  });
});

describe("a compiled step", () => {
  it.for(Object.entries(optimizerOracle.optimizers))(
    "has PyTorch's losses and weights over 20 steps: %s",
    async ([, { optimizer, losses, weightsAfter }]) => {
      const variables = oracleVariables();
      const step = compiled((batch: { x: tf.Tensor; y: tf.Tensor }) => oracleLoss(variables, batch), {
        variables,
        optimizer,
      });
      const found: number[] = [];
      for (const batch of oracleBatches) found.push(await step(batch));
      expect(distance(found, losses)).toBeLessThan(1e-6);
      const state = await step.state();
      for (const [weight, values] of Object.entries(weightsAfter)) {
        expect(distance(state.variables[weight]?.data ?? [], values), weight).toBeLessThan(2e-6);
      }
      tf.dispose(variables);
    },
  );

  it("has the learning rates of a schedule that goes on after a state was loaded", async () => {
    const learningRate = stepDecay({ initial: 1, milestones: [2, 3], factor: 0.5 });
    const w = variable(0);
    const step = compiled(() => tf.sum(w), { variables: { w }, optimizer: sgd({ learningRate }) });
    const losses: number[] = [];
    for (let i = 0; i < 3; i++) losses.push(await step({}));
    const state = await step.state();
    await step({});
    await step.load(state);
    for (let i = 0; i < 2; i++) losses.push(await step({}));
    expect(losses).toEqual([0, -1, -2, -2.5, -2.75]);
  });

  it("reports variables and inputs as they are before the change, and leaves them to the caller", async () => {
    const w = variable(1);
    const step = compiled(
      ([x, n, b]: readonly [tf.Tensor, tf.Tensor, tf.Tensor]) => ({ b, x, loss: w, n, w, u: tf.mul(w, x) }),
      { variables: { w }, optimizer: sgd({ learningRate: 1 }) },
    );
    const inputs = [tf.scalar(4), tf.scalar(-3, "int32"), tf.scalar(true, "bool")] as const;
    expect(await step(inputs)).toEqual({ b: 1, x: 4, loss: 1, n: -3, w: 1, u: 4 });
    expect(await step(inputs)).toEqual({ b: 1, x: 4, loss: 0, n: -3, w: 0, u: 0 });
    expect(inputs.some(({ isDisposed }) => isDisposed)).toBe(false);
    tf.dispose([...inputs]);
  });

  it("gives numbers that are no numbers as they are", async () => {
    const w = variable(1);
    const step = compiled(
      (x: tf.Tensor) => ({ loss: tf.mul(w, x), infinite: tf.div(x, 0), huge: tf.scalar(2 ** 30, "int32") }),
      { variables: { w }, optimizer: sgd({ learningRate: 0 }) },
    );
    expect(await step(-1)).toEqual({ loss: -1, infinite: -Infinity, huge: 2 ** 30 });
    expect(await step(NaN)).toEqual({ loss: NaN, infinite: NaN, huge: 2 ** 30 });
  });
});
