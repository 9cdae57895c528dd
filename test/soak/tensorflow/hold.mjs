import * as tf from "@tensorflow/tfjs-core";
import { Rng } from "kl-to-vae/random";
import { adam, compile, useBackend } from "kl-to-vae/tensorflow";

// Prints the resident memory, in bytes, again and again while steps are taken or losses compiled:
// node --expose-gc hold.mjs (steps | compilations) <count> [leak]

const [work, count, leak] = process.argv.slice(2);
const size = 256;
await useBackend("tensorflow");
const x = { data: new Rng(1).normals(8 * size), shape: [8, size] };
/** @type {tf.Tensor[]} */
const leaked = [];

function makeStep() {
  const w = tf.tidy(() => tf.variable(tf.tensor2d(new Rng(2).normals(size * size), [size, size])));
  const step = compile(
    (input, random) => tf.mean(tf.square(tf.add(tf.matMul(input, w), random.normal([8, size])))),
    { variables: { w }, optimizer: adam(), rng: new Rng(3) },
  );
  return { w, step };
}

const kept = makeStep();
const samples = [];
for (let i = 0; i < Number(count); i++) {
  if (work === "steps") {
    await kept.step(x);
  } else {
    const { w, step } = makeStep();
    await step(x);
    step.dispose();
    w.dispose();
  }
  if (leak) leaked.push(tf.add(kept.w, 1));
  if (i % (Number(count) / 50) === 0) {
    globalThis.gc?.();
    samples.push([i, process.memoryUsage.rss()]);
  }
}
process.stdout.write(`${JSON.stringify(samples)}\n`);
