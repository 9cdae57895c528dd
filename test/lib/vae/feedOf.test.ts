import { describe, expect, it } from "vitest";
import type { BackendDescription } from "kl-to-vae/tensorflow";
import { BackendFeed } from "../../../lib/src/vae/training/BackendFeed.js";
import type { Examples } from "../../../lib/src/vae/training/Examples.js";
import { feedOf } from "../../../lib/src/vae/training/Feed.js";
import { HostFeed } from "../../../lib/src/vae/training/HostFeed.js";

const cpu = { name: "tensorflow", device: "CPU" } as BackendDescription;

function examples(count: number, tensorBytes: number): Examples {
  return { count, tensorBytes } as Examples;
}

describe("a training set", () => {
  it.for<[string, Examples]>([
    ["MNIST", examples(60_000, 47_040_000)],
    ["half a GiB", examples(100, 2 ** 29)],
    ["as many examples as float32 counts", examples(2 ** 24, 2 ** 24)],
  ])("lies on the backend if it fits: %s", ([, set]) => {
    expect(feedOf(set, cpu)).toBeInstanceOf(BackendFeed);
  });

  it.for<[string, Examples]>([
    ["too many bytes", examples(100, 2 ** 29 + 4)],
    ["more examples than float32 counts", examples(2 ** 24 + 1, 2 ** 24 + 1)],
  ])("stays in JavaScript where it does not: %s", ([, set]) => {
    expect(feedOf(set, cpu)).toBeInstanceOf(HostFeed);
  });

  it("stays in JavaScript where every step would move it to the GPU, and lies there where none does", () => {
    const set = examples(60_000, 47_040_000);
    expect(feedOf(set, { ...cpu, device: "GPU" })).toBeInstanceOf(HostFeed);
    expect(feedOf(set, { ...cpu, name: "webgpu", device: "GPU" })).toBeInstanceOf(BackendFeed);
    for (const name of ["cpu", "wasm"] as const) {
      expect(feedOf(set, { ...cpu, name })).toBeInstanceOf(BackendFeed);
    }
  });
});
