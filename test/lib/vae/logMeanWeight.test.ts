import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import { logMeanWeight } from "../../../lib/src/vae/objective/logMeanWeight.js";

const [draws, examples, factors] = [5, 4, 29];

/** Of one example, in float64. */
function exactly(logWeights: readonly number[]): { value: number; normalised: number[] } {
  const largest = Math.max(...logWeights);
  const weights = logWeights.map((log) => Math.exp(log - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    value: largest + Math.log(total / logWeights.length),
    normalised: weights.map((weight) => weight / total),
  };
}

/** The value, and the gradient of each draw of an example, which is the same for all its factors. */
function computed(logFactors: Float32Array): { values: number[]; gradients: number[][][] } {
  return tf.tidy(() => {
    const input = tf.tensor3d(logFactors, [draws, examples, factors]);
    const { value, grad } = tf.valueAndGrad((x) => logMeanWeight(x as tf.Tensor3D))(input);
    return { values: Array.from(value.dataSync()), gradients: grad.arraySync() as number[][][] };
  });
}

beforeAll(() => useBackend("cpu"));

describe("the log of a mean weight", () => {
  it.for([0, -30, 400])(
    "keeps the digits of the normalised weights where all factors are near e^%d",
    (common) => {
      const logFactors = new Rng(3).normals(draws * examples * factors).map((value) => common + 0.3 * value);
      const { values, gradients } = computed(logFactors);
      for (let n = 0; n < examples; n++) {
        const logWeights = Array.from({ length: draws }, (_, k) => {
          const start = (k * examples + n) * factors;
          return logFactors.subarray(start, start + factors).reduce((sum, log) => sum + log, 0);
        });
        const { value, normalised } = exactly(logWeights);
        expect(Math.abs((values[n] as number) - value)).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
        normalised.forEach((weight, k) => {
          const found = gradients[k]?.[n] as number[];
          expect(new Set(found).size, "gradients of the factors of one weight").toBe(1);
          expect(Math.abs((found[0] as number) - weight)).toBeLessThan(2e-6);
        });
      }
    },
  );

  it("lets a draw of weight 0 be one", () => {
    const logFactors = new Float32Array(draws * examples * factors);
    logFactors[0] = -Infinity;
    const { values, gradients } = computed(logFactors);
    expect(values[0]).toBeCloseTo(Math.log(4 / 5), 6);
    expect(values.slice(1).map((value) => Math.abs(value))).toEqual([0, 0, 0]);
    expect(gradients[0]?.[0]?.[0]).toBe(0);
    expect(gradients[1]?.[0]?.[0]).toBeCloseTo(1 / 4, 6);
  });
});
