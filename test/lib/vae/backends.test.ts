import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { useBackend } from "kl-to-vae/tensorflow";
import { distance } from "./distance.js";
import { startBackend } from "./startBackend.js";
import { oracles, twentySteps, type Oracle } from "./twentySteps.js";

describe("the backends", () => {
  it("agree on the losses of twenty steps to 2e-5", async (context) => {
    const losses: number[][] = [];
    const obstacles: string[] = [];
    for (const backend of ["cpu", "wasm", "tensorflow"] as const) {
      const obstacle = await startBackend(backend);
      if (obstacle !== undefined) obstacles.push(obstacle);
      else losses.push((await twentySteps(oracles["mlp, Bernoulli"] as Oracle)).losses.flat());
    }
    const [first, ...others] = losses;
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect(distance(other, first as number[])).toBeLessThan(2e-5);
    if (obstacles.length > 0) context.skip(`the others agree; ${obstacles.join(" ")}`);
  });

  it("multiply transposed matrices alike", async () => {
    const results: number[][] = [];
    for (const backend of ["cpu", "wasm"] as const) {
      await useBackend(backend);
      const products = tf.tidy(() => {
        const a = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 2, 3]);
        const b = tf.tensor([0.5, -1, 2, 3, 1, -2, 4, 0, 1, 1, 5, -3], [2, 3, 2]);
        const [at, bt] = [tf.transpose(a, [0, 2, 1]), tf.transpose(b, [0, 2, 1])];
        const all = [
          tf.matMul(a, b),
          tf.matMul(at, b, true),
          tf.matMul(a, bt, false, true),
          tf.matMul(at, bt, true, true),
        ];
        return tf.stack(all);
      });
      results.push(Array.from(await products.data()));
      products.dispose();
    }
    const [cpu = [], wasm] = results;
    expect(wasm).toEqual(cpu);
    expect(cpu.slice(8, 16)).toEqual(cpu.slice(0, 8));
  });
});
