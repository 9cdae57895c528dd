import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import {
  adam,
  cosineDecay,
  exponentialDecay,
  linearWarmUp,
  sgd,
  memory,
  stepDecay,
  useBackend,
  type GradientClipping,
  type Optimizer,
  type Schedule,
} from "kl-to-vae/tensorflow";
import {
  checkedOptimizer,
  clipGradients,
  coefficientsAt,
  learningRateAt,
  slotNames,
  updatedBy,
} from "../../../lib/src/tensorflow/compile/optimizers/index.js";
import { distance } from "../vae/distance.js";
import { optimizerOracle, oracleBatches, oracleLoss, oracleVariables } from "./optimizerCases.js";

beforeAll(() => useBackend("cpu"));

type Case = (typeof optimizerOracle.optimizers)[string];

/** Twenty steps, and what is left of the variables. */
function train(optimizer: Optimizer): { losses: number[]; weightsAfter: Map<string, ArrayLike<number>> } {
  const variables = oracleVariables();
  const names = Object.keys(variables);
  const losses: number[] = [];
  const weightsAfter = new Map<string, ArrayLike<number>>();
  tf.tidy(() => {
    let current: tf.Tensor[][] = Object.values(variables).map((variable) => [
      variable,
      ...slotNames(optimizer).map(() => tf.zerosLike(variable)),
    ]);
    oracleBatches.forEach(({ x, y }, step) => {
      const inputs = { x: tf.tensor(x.data, [...x.shape]), y: tf.tensor(y.data, [...y.shape]) };
      const loss = (...weights: tf.Tensor[]): tf.Scalar =>
        oracleLoss(Object.fromEntries(names.map((name, i) => [name, weights[i] as tf.Tensor])), inputs);
      const { value, grads } = tf.valueAndGrads(loss)(current.map(([weights]) => weights as tf.Tensor));
      current = updatedBy(optimizer, step, current, clipGradients(optimizer, grads));
      losses.push(value.dataSync()[0] as number);
    });
    names.forEach((name, i) => weightsAfter.set(name, (current[i]?.[0] as tf.Tensor).dataSync()));
  });
  tf.dispose(variables);
  return { losses, weightsAfter };
}

const gradients = fc.array(
  fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 6 }),
  { minLength: 1, maxLength: 4 },
);

/** The gradients after clipping. */
function clipped(options: GradientClipping, values: readonly (readonly number[])[]): number[][] {
  return tf.tidy(() =>
    clipGradients(
      options,
      values.map((gradient) => tf.tensor1d([...gradient])),
    ).map((gradient) => Array.from(gradient.dataSync())),
  );
}

describe("the optimisers", () => {
  it.for(Object.keys(optimizerOracle.optimizers))("take PyTorch's steps: %s", (name) => {
    const oracle = optimizerOracle.optimizers[name] as Case;
    const before = memory();
    const { losses, weightsAfter } = train(oracle.optimizer);
    expect(memory()).toEqual(before);
    expect(distance(losses, oracle.losses)).toBeLessThan(5e-7);
    for (const [weight, values] of Object.entries(oracle.weightsAfter)) {
      expect(distance(weightsAfter.get(weight) as ArrayLike<number>, values), weight).toBeLessThan(1e-6);
    }
  });

  it("are frozen plain data that JSON carries unharmed", () => {
    const all = [
      adam(),
      adam({
        clipNorm: 1,
        learningRate: linearWarmUp({ steps: 3, then: cosineDecay({ initial: 1, steps: 5 }) }),
      }),
      sgd({ learningRate: stepDecay({ initial: 1, milestones: [2, 4] }), momentum: 0.9, nesterov: true }),
      sgd({ learningRate: exponentialDecay({ initial: 1, factor: 0.5 }), clipValue: 2 }),
    ];
    for (const optimizer of all) {
      const copy = JSON.parse(JSON.stringify(optimizer)) as Optimizer;
      expect(copy).toEqual(optimizer);
      expect(checkedOptimizer(copy)).toBe(copy);
      expect(Object.isFrozen(optimizer)).toBe(true);
    }
  });

  it("have PyTorch's defaults", () => {
    expect(adam()).toEqual({ kind: "adam", learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    expect(sgd({ learningRate: 0.1 })).toEqual({
      kind: "sgd",
      learningRate: 0.1,
      momentum: 0,
      nesterov: false,
    });
  });

  it("remember two moments for Adam, a velocity for momentum, and nothing else", () => {
    expect(slotNames(adam())).toEqual(["firstMoment", "secondMoment"]);
    expect(slotNames(sgd({ learningRate: 1, momentum: 0.1 }))).toEqual(["velocity"]);
    expect(slotNames(sgd({ learningRate: 1 }))).toEqual([]);
  });

  it("make Adam's first step as long as the learning rate, whatever float32 makes of the betas", () => {
    const betas = fc.double({ min: 0, max: 0.9999, noNaN: true });
    fc.assert(
      fc.property(betas, betas, (beta1, beta2) => {
        const first = coefficientsAt(adam({ beta1, beta2, learningRate: 0.5 }), 0);
        expect((first.rate * (1 - first.beta1)) / Math.sqrt(1 - first.beta2)).toBeCloseTo(0.5, 12);
        expect([first.beta1, first.beta2]).toEqual([Math.fround(beta1), Math.fround(beta2)]);
      }),
    );
  });

  it.for<[string, () => unknown]>([
    ["learningRate is -1", () => adam({ learningRate: -1 })],
    ["learningRate is NaN", () => sgd({ learningRate: NaN })],
    ["learningRate is undefined", () => sgd({} as { learningRate: number })],
    ["beta1 is 1", () => adam({ beta1: 1 })],
    ["beta2 is 0.99999999", () => adam({ beta2: 0.99999999 })],
    ["beta2 is -0.1", () => adam({ beta2: -0.1 })],
    ["epsilon is -1e-8", () => adam({ epsilon: -1e-8 })],
    ["momentum is 1.5", () => sgd({ learningRate: 1, momentum: 1.5 })],
    ["nesterov is true", () => sgd({ learningRate: 1, nesterov: true })],
    ["nesterov is 1", () => sgd({ learningRate: 1, nesterov: 1 as unknown as boolean })],
    ["clipNorm is 0", () => adam({ clipNorm: 0 })],
    ["clipValue is -1", () => sgd({ learningRate: 1, clipValue: -1 })],
    ["adam has no option lr; it has learningRate", () => adam({ lr: 1 } as object)],
    ["sgd has no option beta1", () => sgd({ learningRate: 1, beta1: 0.9 } as { learningRate: number })],
    ['{"kind":"lion"}', () => checkedOptimizer({ kind: "lion" } as unknown as Optimizer)],
    ["optimizer is undefined", () => checkedOptimizer(undefined as unknown as Optimizer)],
    ["exponentialDecay's initial is 0", () => exponentialDecay({ initial: 0, factor: 0.9 })],
    ["exponentialDecay's factor is -1", () => exponentialDecay({ initial: 1, factor: -1 })],
    ["exponentialDecay's every is 1.5", () => exponentialDecay({ initial: 1, factor: 1, every: 1.5 })],
    ["cosineDecay's steps is 0", () => cosineDecay({ initial: 1, steps: 0 })],
    ["cosineDecay's final is -1", () => cosineDecay({ initial: 1, steps: 1, final: -1 })],
    ["stepDecay's milestones is [3,3]", () => stepDecay({ initial: 1, milestones: [3, 3] })],
    ["stepDecay's milestones is [0]", () => stepDecay({ initial: 1, milestones: [0] })],
    ["linearWarmUp's steps is -1", () => linearWarmUp({ steps: -1, then: 1 })],
    ["linearWarmUp's startFactor is 2", () => linearWarmUp({ steps: 1, startFactor: 2, then: 1 })],
    ["linearWarmUp's then is -1", () => linearWarmUp({ steps: 1, then: -1 })],
    [
      '{"kind":"zigzag"} is no learning rate',
      () => adam({ learningRate: { kind: "zigzag" } as unknown as Schedule }),
    ],
  ])("refuse what they are not defined for, by the option's name: %s", ([message, call]) => {
    expect(call).toThrow(InvalidArgumentError);
    expect(call).toThrow(message);
  });
});

describe("the learning-rate schedules", () => {
  it.for(Object.keys(optimizerOracle.schedules))("are PyTorch's: %s", (name) => {
    const { schedule, rates } = optimizerOracle.schedules[name] as (typeof optimizerOracle.schedules)[string];
    expect(
      distance(
        rates.map((_, step) => learningRateAt(schedule, step)),
        rates,
      ),
    ).toBeLessThan(1e-14);
  });

  it("stay at the end of a cosine, where PyTorch's would rise again", () => {
    const schedule = cosineDecay({ initial: 1, steps: 10, final: 0.25 });
    expect([10, 11, 1000].map((step) => learningRateAt(schedule, step))).toEqual([0.25, 0.25, 0.25]);
  });

  it("fall by the factor in as many steps as were asked for, along a smooth curve", () => {
    const schedule = exponentialDecay({ initial: 2, factor: 0.5, every: 4 });
    expect([0, 2, 4, 8].map((step) => learningRateAt(schedule, step))).toEqual([2, 2 * Math.SQRT1_2, 1, 0.5]);
  });

  it("begin a warm-up at nothing unless a part is asked for", () => {
    const schedule = linearWarmUp({ steps: 4, then: 0.8 });
    expect([0, 1, 2, 4, 9].map((step) => learningRateAt(schedule, step))).toEqual([0, 0.2, 0.4, 0.8, 0.8]);
  });
});

describe("clipping", () => {
  it("by norm shortens gradients to the limit, all by one factor, and leaves short ones alone", () => {
    fc.assert(
      fc.property(gradients, fc.double({ min: 0.1, max: 50, noNaN: true }), (values, clipNorm) => {
        const all = values.flat();
        const norm = Math.hypot(...all);
        const factor = Math.min(1, clipNorm / (norm + 1e-6));
        const expected = all.map((value) => factor * value);
        const tolerance = 1e-5 * Math.max(...all.map(Math.abs), 1e-30);
        clipped({ clipNorm }, values)
          .flat()
          .forEach((value, i) => {
            expect(Math.abs(value - (expected[i] as number))).toBeLessThanOrEqual(tolerance);
          });
      }),
    );
  });

  it("by value cuts each number off at the limit", () => {
    expect(clipped({ clipValue: 2 }, [[-3, -2, 0.5], [2.5]])).toEqual([[-2, -2, 0.5], [2]]);
  });

  it("gives back the very tensors where there is nothing to clip by", () => {
    const before = memory();
    const tensors = [tf.scalar(3)];
    expect(clipGradients(adam(), tensors)).toBe(tensors);
    tf.dispose(tensors);
    expect(memory()).toEqual(before);
  });
});
