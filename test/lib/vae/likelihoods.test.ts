import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Bernoulli, ContinuousBernoulli, Normal } from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import {
  bernoulli,
  continuousBernoulli,
  gaussian,
  type Likelihood,
} from "../../../lib/src/vae/likelihoods/index.js";

const logits = [-12, -3, -0.21, -0.19, -0.01, 0, 0.01, 0.19, 0.21, 3, 12];
const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** One pixel per example. */
function read(work: (column: (values: number[]) => tf.Tensor2D) => tf.Tensor): number[] {
  return tf.tidy(() => Array.from(work((values) => tf.tensor2d(values, [values.length, 1])).dataSync()));
}

function logProbs(likelihood: Likelihood, x: number, outputs = logits): number[] {
  return read((column) => likelihood.logProb(column(outputs.map(() => x)), column(outputs)));
}

function expectClose(values: readonly number[], expected: readonly number[], tolerance = 2e-6): void {
  values.forEach((value, i) => {
    const wanted = expected[i] as number;
    expect(Math.abs(value - wanted) / Math.max(1, Math.abs(wanted)), `value ${i}`).toBeLessThan(tolerance);
  });
}

beforeAll(() => useBackend("cpu"));

describe("the Bernoulli likelihood", () => {
  it("has the log probabilities and means of the distribution", () => {
    for (const x of [0, 1]) {
      expectClose(
        logProbs(bernoulli, x),
        logits.map((logit) => new Bernoulli(probability(logit)).logProb(x)),
      );
    }
    expectClose(
      read((column) => bernoulli.mean(column(logits))),
      logits.map(probability),
    );
  });

  it("stays finite at logits of any size", () => {
    expect(logProbs(bernoulli, 1, [-1000, 1000])).toEqual([-1000, 0]);
  });

  it.for([1, 3, 64, 65, 101, 784, 5000])("sums over %d pixels, also where all are uncertain", (pixels) => {
    const sum = (work: () => tf.Tensor): number => tf.tidy(() => work().dataSync()[0] as number);
    const uncertain = sum(() => bernoulli.logProb(tf.ones([1, pixels]), tf.zeros([1, pixels])));
    expectClose([uncertain], [-pixels * Math.LN2]);
    const shape: [number, number] = [1, pixels];
    const outputs = new Rng(1).normals(pixels).map((value) => 4 * value);
    const x = new Rng(2).uniforms(pixels).map(Math.round);
    const exact = outputs.reduce(
      (total, logit, i) => total + new Bernoulli(probability(logit)).logProb(x[i] as number),
      0,
    );
    const mixed = sum(() => bernoulli.logProb(tf.tensor2d(x, shape), tf.tensor2d(outputs, shape)));
    expectClose([mixed], [exact]);
  });

  it("draws 1 where the noise is below the mean", () => {
    expect(
      read((column) => bernoulli.sample(column([0, 0, -50, 50]), column([0.4, 0.6, 0.01, 0.99]))),
    ).toEqual([1, 0, 0, 1]);
  });
});

describe("the continuous Bernoulli likelihood", () => {
  it("has the log densities and means of the distribution, also around λ = ½", () => {
    for (const x of [0, 0.3, 1]) {
      const expected = logits.map((logit) => new ContinuousBernoulli(probability(logit)).logProb(x));
      expectClose(logProbs(continuousBernoulli, x), expected);
    }
    const means = logits.map((logit) => new ContinuousBernoulli(probability(logit)).mean);
    expectClose(
      read((column) => continuousBernoulli.mean(column(logits))),
      means,
    );
  });

  it("has means to the last digits of float32, so that the gradient x − mean of a good fit is right, too", () => {
    const near = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 250);
    const means = read((column) => continuousBernoulli.mean(column(near)));
    near.map(Math.fround).forEach((logit, i) => {
      // The closed form in float64, and its series where that has no digits left.
      const closed = 1 + 1 / Math.expm1(logit) - 1 / logit;
      const exact = Math.abs(logit) < 1e-3 ? 0.5 + logit / 12 : closed;
      expect(Math.abs((means[i] as number) - exact), `logit ${logit}`).toBeLessThan(2.5e-7);
    });
  });

  it("stays finite at logits of any size", () => {
    expectClose(
      logProbs(continuousBernoulli, 1, [-1000, 1000]),
      [-1000 + Math.log(1000), Math.log(1000)],
      1e-5,
    );
    expectClose(
      read((column) => continuousBernoulli.mean(column([-1000, 1000]))),
      [0.001, 0.999],
    );
  });

  it("draws the quantile that the noise says", () => {
    for (const u of [0, 0.25, 0.9]) {
      const draws = read((column) => continuousBernoulli.sample(column(logits), column(logits.map(() => u))));
      // Where the logit is positive the draw runs from 1 downwards, which is the same distribution.
      const expected = logits.map((logit) =>
        new ContinuousBernoulli(probability(logit)).quantile(logit > 0 ? 1 - u : u),
      );
      expectClose(draws, expected, 1e-5);
    }
  });
});

describe("the Gaussian likelihood", () => {
  it("has the log densities of a normal distribution with its variance", () => {
    const expected = logits.map((mean) => new Normal(mean, Math.sqrt(0.3)).logProb(0.7));
    expectClose(
      logProbs(
        gaussian(() => Math.log(0.3)),
        0.7,
      ),
      expected,
    );
  });

  it("draws mean plus noise times standard deviation", () => {
    expectClose(
      read((column) => gaussian(() => Math.log(4)).sample(column([1, -1]), column([0.5, -2]))),
      [2, -5],
    );
  });
});
