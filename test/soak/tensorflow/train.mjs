import * as tf from "@tensorflow/tfjs-core";
import { Rng } from "kl-to-vae/random";
import { adam, compile, useBackend } from "kl-to-vae/tensorflow";

// Twenty compiled steps, for several versions of Node.js to be compared by their losses.

const description = await useBackend("tensorflow");
const rng = new Rng(1);
/** @param {number[]} shape */
const draw = (shape) => tf.tensor(rng.normals(shape.reduce((a, b) => a * b, 1)), shape);
/** @param {number[]} shape */
const weights = (shape) => tf.variable(tf.mul(draw(shape), 0.2));
const variables = {
  filter: weights([3, 3, 1, 4]),
  encoder: weights([64, 16]),
  mean: weights([16, 2]),
  decoder: weights([2, 64]),
};
const step = compile(
  (/** @type {{ x: tf.Tensor4D }} */ { x }, random) => {
    const convolved = tf.relu(tf.conv2d(x, variables.filter, 2, "same"));
    const hidden = tf.tanh(tf.matMul(tf.reshape(convolved, [8, 64]), variables.encoder));
    const code = tf.add(tf.matMul(hidden, variables.mean), tf.mul(random.normal([8, 2]), 0.1));
    const image = tf.reshape(tf.matMul(code, variables.decoder), [8, 8, 8, 1]);
    const kept = tf.cast(tf.greater(random.uniform([8]), 0.2), "float32");
    return { loss: tf.mean(tf.squaredDifference(image, x)), kept: tf.sum(kept) };
  },
  { variables, optimizer: adam({ learningRate: 0.01, clipNorm: 1 }), rng: new Rng(2) },
);
const reports = [];
for (let i = 0; i < 20; i++) reports.push(await step({ x: { data: rng.normals(512), shape: [8, 8, 8, 1] } }));
const { rng: state } = await step.state();
step.dispose();
const result = { node: process.versions.node, tensorflow: description.version, reports, state };
process.stdout.write(`${JSON.stringify(result)}\n`);
