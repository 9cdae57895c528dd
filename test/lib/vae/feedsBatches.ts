import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { memory, type BackendName } from "kl-to-vae/tensorflow";
import type { Binarization } from "kl-to-vae/vae";
import { LatentVariableNetwork } from "../../../lib/src/vae/model/LatentVariableNetwork.js";
import { BackendFeed } from "../../../lib/src/vae/training/BackendFeed.js";
import { Examples } from "../../../lib/src/vae/training/Examples.js";
import type { Feed } from "../../../lib/src/vae/training/Feed.js";
import { HostFeed } from "../../../lib/src/vae/training/HostFeed.js";
import { startBackend } from "./startBackend.js";

const network = new LatentVariableNetwork(
  { inputShape: [16, 16], likelihood: "continuous-bernoulli", hidden: [], latentDim: 1 },
  true,
);

/** Every value of a byte, once in the first image and the other way round in the second. */
const bytes: NdArray = {
  data: Uint8Array.from({ length: 512 }, (_, i) => (i < 256 ? i : 511 - i)),
  shape: [2, 16, 16],
};
const floats: NdArray = { data: Float64Array.from(bytes.data, (value) => value / 255), shape: bytes.shape };

async function batchOf(feed: Feed, positions: readonly number[]): Promise<Float32Array> {
  const inputs = feed.inputs(positions, 0.5);
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      if (input instanceof tf.Tensor) return [name, input];
      if (typeof input === "number") return [name, tf.scalar(input)];
      return [name, tf.tensor(input.data, [...input.shape])];
    }),
  );
  const { x, beta } = tf.tidy(() => ({ ...feed.batch(tensors) }));
  const [pixels, weight] = [await x.data<"float32">(), await beta.data()];
  expect(x.dtype).toBe("float32");
  expect(x.shape).toEqual([positions.length, 256]);
  expect(weight[0]).toBe(0.5);
  tf.dispose([x, Object.values(tensors).filter((tensor) => tensor !== inputs["images"])]);
  // The plain JavaScript backend keeps bits as bytes, whatever they are called.
  return Float32Array.from(pixels);
}

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function feedsBatches(backend: BackendName): void {
  beforeEach(async (context) => {
    const obstacle = await startBackend(backend);
    if (obstacle !== undefined) context.skip(obstacle);
    const before = memory();
    onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
  });

  describe(`a training set on the ${backend} backend`, () => {
    it.for<[string, NdArray, Binarization]>([
      ["grey bytes", bytes, "none"],
      ["grey bytes to be drawn", bytes, "dynamic"],
      ["bits from bytes", bytes, "threshold"],
      ["numbers", floats, "none"],
      ["bits from numbers", floats, "threshold"],
    ])("gives the batches that JavaScript gathers, to the bit: %s", async ([, images, method]) => {
      const examples = new Examples(images, network, method, "images");
      const feeds = [new HostFeed(examples), new BackendFeed(examples)];
      for (const feed of feeds) {
        feed.open();
        feed.open();
        onTestFinished(() => feed.close());
      }
      for (const positions of [[0], [1, 0], [1, 1, 0]]) {
        const [host, gathered] = await Promise.all(feeds.map((feed) => batchOf(feed, positions)));
        expect(gathered).toEqual(host);
      }
      feeds.forEach((feed) => feed.close());
    });
  });
}
