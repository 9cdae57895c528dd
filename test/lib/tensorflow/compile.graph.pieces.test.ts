import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { Rng } from "kl-to-vae/random";
import { sgd } from "kl-to-vae/tensorflow";
import { EagerStep } from "../../../lib/src/tensorflow/compile/EagerStep.js";
import {
  makeOutput,
  placeholder,
  sortNodes,
  specOf,
  type Output,
} from "../../../lib/src/tensorflow/compile/graph/index.js";
import { splitRows } from "../../../lib/src/tensorflow/compile/rewrite/index.js";
import { GraphStep } from "../../../lib/src/tensorflow/compile/session/GraphStep.js";
import { stepDefinition } from "../../../lib/src/tensorflow/compile/StepDefinition.js";
import { onNativeTensorFlow, variable } from "./graphSteps.js";

onNativeTensorFlow();

const rows = 101;
const columns = 320;

/** A loss of something large enough to be computed in pieces: h = x w, `[101, 320]`, of images `[101, 64]`. */
type Loss = (given: {
  x: tf.Tensor2D;
  h: tf.Tensor2D;
  v: tf.Variable<tf.Rank.R2>;
  b: tf.Variable<tf.Rank.R1>;
}) => tf.Tensor | { loss: tf.Tensor; metric: tf.Tensor };

const squares = (...tensors: tf.Tensor[]): tf.Tensor =>
  tf.addN(tensors.map((tensor, i) => tf.mul(1 / (i + 1), tf.log1p(tf.mean(tf.square(tensor))))));

const losses: Record<string, Loss> = {
  "two layers with biases": ({ h, v, b }) => squares(tf.matMul(tf.relu(tf.add(h, b)), v)),
  "there and back through the same weights": ({ h, v }) =>
    squares(tf.sub(tf.matMul(tf.matMul(tf.tanh(h), v), v, false, true), h)),
  "functions of each element": ({ h }) =>
    squares(
      tf.sigmoid(h),
      tf.softplus(h),
      tf.exp(tf.neg(tf.square(h))),
      tf.sqrt(tf.add(tf.abs(h), 1)),
      tf.elu(h),
    ),
  "rows, columns and numbers that broadcast": ({ x, h, b }) =>
    squares(
      tf.mul(h, tf.sum(x, 1, true)),
      tf.add(h, tf.sum(h, 1, true)),
      tf.sub(h, tf.sum(h, 0, true)),
      tf.mul(tf.sum(h, 0), b),
      tf.maximum(h, 0.3),
      tf.mul(tf.reshape(b, [1, columns]), h),
    ),
  "sums over every choice of axes": ({ h }) =>
    squares(tf.sum(h), tf.sum(h, 0), tf.sum(h, 1), tf.sum(h, [0, 1], true), tf.sum(h, -1), tf.sum(h, [-2])),
  "means, and the largest and least": ({ h }) =>
    squares(tf.mean(h, 0), tf.mean(h, 1), tf.mean(h), tf.max(h, 1), tf.max(h, 0), tf.min(h, 1), tf.min(h)),
  "products over columns and over rows": ({ h }) => {
    const nearOne = tf.exp(tf.mul(h, 0.01));
    return squares(tf.prod(nearOne, 1), tf.prod(nearOne, 0), h);
  },
  "softmax over columns, and over all rows": ({ h }) =>
    squares(tf.softmax(h), tf.logSoftmax(h), tf.softmax(tf.sum(h, 1)), tf.logSoftmax(tf.mean(h, 1))),
  "concatenations and splits along both axes": ({ x, h }) =>
    squares(
      tf.concat([h, x], 1),
      tf.concat([h, tf.mul(h, 2)], 0),
      ...tf.split(h, 2, 1).map((part, i) => tf.mul(part, i + 1)),
      ...tf.split(h, [1, rows - 1], 0).map((part, i) => tf.mul(part, i + 1)),
    ),
  "other shapes, with the same rows and without": ({ h }) =>
    squares(
      tf.sum(tf.reshape(h, [rows, 8, 40]), 1),
      tf.sum(tf.reshape(h, [8, 40, rows]), 0),
      tf.sum(tf.reshape(h, [columns, rows]), 1),
      tf.sum(tf.expandDims(h, 1), 0),
      tf.sum(tf.expandDims(h, 0), 1),
    ),
  "slices, rows that are picked, and the other way round": ({ h }) =>
    squares(
      tf.slice(h, [3, 5], [50, 7]),
      tf.gather(h, tf.tensor1d([100, 0, 51], "int32")),
      tf.transpose(tf.tanh(h)),
      tf.reverse(h, 0),
      tf.pad(h, [
        [1, 0],
        [0, 2],
      ]),
    ),
  "choices and comparisons": ({ x, h }) =>
    squares(
      tf.where(tf.greaterEqual(h, 0), h, tf.mul(h, 0.1)),
      tf.where(tf.greaterEqual(tf.sum(x, 1, true), 0), h, tf.zerosLike(h)),
      tf.mul(h, tf.cast(tf.greaterEqual(h, 1), "float32")),
      tf.mul(h, tf.cast(tf.cast(tf.mul(h, 3), "int32"), "float32")),
    ),
  "a metric of truth values and integers": ({ h }) => {
    const [low, high] = [tf.less(h, 1), tf.greaterEqual(h, -1)];
    const odd = tf.equal(tf.mod(tf.cast(tf.mul(h, 3), "int32"), 2), 1);
    const counted = tf.logicalOr(tf.logicalAnd(low, high), tf.logicalNot(odd));
    const metric = tf.add(tf.mean(tf.cast(counted, "float32")), tf.max(tf.sum(tf.cast(odd, "int32"), 1)));
    return { loss: squares(h), metric };
  },
  "products of what is in pieces with what is in pieces": ({ h }) => {
    const gram = tf.mul(tf.matMul(h, h, false, true), 0.01);
    return squares(gram, tf.mul(gram, tf.sum(h, 1)), tf.mul(tf.matMul(h, h, true), 0.01));
  },
  "products over the rows, both ways round": ({ x, h }) =>
    squares(tf.matMul(h, x, true), tf.matMul(x, h, true), tf.matMul(x, h, true, false)),
  "batches of products": ({ h }) => {
    const [a, b] = [tf.reshape(h, [rows, 8, 40]), tf.reshape(tf.tanh(h), [rows, 40, 8])];
    return squares(tf.matMul(a, b));
  },
  "convolutions and pools": ({ h, v, b }) => {
    const images = tf.reshape<tf.Rank.R4>(h, [rows, 8, 8, 5]);
    const filter = tf.reshape<tf.Rank.R4>(tf.slice(v, 0, [225, 8]), [3, 3, 5, 40]);
    const made = tf.add<tf.Tensor4D>(tf.conv2d(images, filter, 1, "same"), tf.slice(b, 0, 40));
    const back = tf.conv2dTranspose(tf.relu(made), filter, [rows, 8, 8, 5], 1, "same");
    return squares(tf.maxPool(made, 2, 2, "valid"), tf.avgPool(made, 2, 2, "valid"), back);
  },
};

interface Outcome {
  /** Loss and metric of each step. */
  readonly numbers: readonly number[];
  readonly variables: readonly number[];
}

/** Three steps. */
async function train(loss: Loss, pieces: number | "eager"): Promise<Outcome> {
  const rng = new Rng(1);
  const normal = (shape: number[], scale: number): tf.Variable =>
    variable(
      rng.normals(shape.reduce((a, b) => a * b, 1)).map((value) => scale * value),
      shape,
    );
  const w = normal([64, columns], 0.1) as tf.Variable<tf.Rank.R2>;
  const v = normal([columns, 8], 0.1) as tf.Variable<tf.Rank.R2>;
  const b = normal([columns], 0.1) as tf.Variable<tf.Rank.R1>;
  const definition = stepDefinition(
    ({ x }: { x: tf.Tensor2D }) => {
      const used = tf.mul(tf.add(tf.sum(v), tf.sum(b)), 0);
      const found = loss({ x, h: tf.matMul(x, w), v, b });
      const parts = found instanceof tf.Tensor ? { loss: found, metric: tf.scalar(0) } : found;
      return { ...parts, loss: tf.add(parts.loss, used) };
    },
    { variables: { w, v, b }, optimizer: sgd({ learningRate: 0.001 }) },
  );
  const step = pieces === "eager" ? new EagerStep(definition) : new GraphStep(definition, pieces);
  onTestFinished(() => step.dispose());
  const x = { data: new Rng(2).normals(rows * 64), shape: [rows, 64] };
  const numbers: number[] = [];
  for (let i = 0; i < 3; i++) {
    const report = await step.run({ x });
    numbers.push(report.loss, report.metric);
  }
  const { variables } = await step.state();
  return { numbers, variables: Object.values(variables).flatMap(({ data }) => Array.from(data)) };
}

describe("a step whose large operations are computed in pieces", () => {
  it.for(Object.entries(losses))("trains as one that is not: %s", async ([, loss]) => {
    const eager = await train(loss, "eager");
    const largest = Math.max(...eager.variables.map(Math.abs));
    expect(eager.numbers[4]).toBeLessThan(eager.numbers[0] as number);
    for (const pieces of [2, 3]) {
      const split = await train(loss, pieces);
      split.numbers.forEach((value, i) => {
        const expected = eager.numbers[i] as number;
        expect(Math.abs(value - expected), `number ${i}`).toBeLessThanOrEqual(2e-5 * Math.abs(expected));
      });
      const worst = Math.max(
        ...split.variables.map((value, i) => Math.abs(value - (eager.variables[i] as number))),
      );
      expect(worst).toBeLessThanOrEqual(2e-5 * largest);
    }
  });
});

describe("splitting by rows", () => {
  const tensor = (name: string, shape: number[]): Output => placeholder(name, { shape, dtype: "float32" });
  const matMul = (a: Output, b: Output, shape: number[]): Output =>
    makeOutput({ op: "BatchMatMulV2", inputs: [a, b], outputs: [{ shape, dtype: "float32" }] });
  const relu = (x: Output): Output => makeOutput({ op: "Relu", inputs: [x], outputs: [specOf(x)] });
  const shapes = (output: Output, op: string): (readonly number[])[] =>
    sortNodes([output.node]).flatMap((node) =>
      node.op === op ? node.outputs.map(({ shape }) => shape) : [],
    );

  it("makes pieces of a large product and of what follows, and puts them together at the end", () => {
    const [x, w, v] = [tensor("x", [128, 784]), tensor("w", [784, 400]), tensor("v", [400, 10])];
    const [out] = splitRows([matMul(relu(matMul(x, w, [128, 400])), v, [128, 10])], 2) as [Output];
    expect(shapes(out, "BatchMatMulV2")).toEqual([
      [64, 400],
      [64, 10],
      [64, 400],
      [64, 10],
    ]);
    expect(shapes(out, "Relu")).toEqual([
      [64, 400],
      [64, 400],
    ]);
    expect(shapes(out, "ConcatV2")).toEqual([[128, 10]]);
  });

  it("gives the last piece what is left, and makes fewer pieces of few rows", () => {
    const product = (n: number, count: number): (readonly number[])[] => {
      const [out] = splitRows([matMul(tensor("x", [n, 784]), tensor("w", [784, 400]), [n, 400])], count);
      return shapes(out as Output, "BatchMatMulV2");
    };
    expect(product(101, 3)).toEqual([
      [32, 400],
      [32, 400],
      [37, 400],
    ]);
    expect(product(40, 8)).toEqual([
      [16, 400],
      [24, 400],
    ]);
    expect(product(31, 2)).toEqual([[31, 400]]);
    for (let n = 20; n < 300; n++) {
      for (const count of [2, 3, 7]) {
        const rows = product(n, count).map(([size = 0]) => size);
        expect(rows.reduce((sum, size) => sum + size, 0)).toBe(n);
        expect(rows.length).toBeLessThanOrEqual(count);
        expect(rows.slice(0, -1).every((size) => size > 0 && size % 16 === 0)).toBe(true);
        expect(rows.at(-1)).toBeGreaterThan(0);
      }
    }
  });

  it("leaves small products, and every graph for one processor, as they are", () => {
    const small = relu(matMul(tensor("x", [128, 8]), tensor("w", [8, 8]), [128, 8]));
    expect(splitRows([small], 4)).toEqual([small]);
    const large = matMul(tensor("x", [128, 784]), tensor("w", [784, 400]), [128, 400]);
    expect(splitRows([large], 1)[0]?.node).toBe(large.node);
  });
});
