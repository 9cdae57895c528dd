import type { RngBlocks } from "../../../random/index.js";
import type { HostArray } from "../flattenInputs.js";
import { makeOutput, placeholder, typeAttribute, type Output } from "../graph/index.js";

const twoTo32 = 2 ** 32;

/** Key and counter of the generator as they stand at a step, fed as 32-bit words. */
export interface RandomSource {
  /** What the nodes' names begin with. */
  readonly name: string;
  /** uint64 `[1]` */
  readonly key: Output;
  /** uint64 `[2]`, the lower half first. */
  readonly counter: Output;
}

export function randomSource(name: string): RandomSource {
  const words = (part: string, count: number): Output =>
    makeOutput({
      op: "Bitcast",
      inputs: [placeholder(`${name}/${part}`, { shape: [count, 2], dtype: "int32" })],
      attributes: { T: typeAttribute("int32"), type: typeAttribute("uint64") },
      outputs: [{ shape: [count], dtype: "uint64" }],
    });
  return { name, key: words("key", 1), counter: words("counter", 2) };
}

/** What the placeholders of a source are fed with. */
export function randomFeeds({ key, block }: RngBlocks): {
  readonly key: HostArray;
  readonly counter: HostArray;
} {
  const counter = [block | 0, Math.floor(block / twoTo32) | 0, 0, 0];
  return {
    key: { data: new Int32Array(key), shape: [1, 2], dtype: "int32" },
    counter: { data: new Int32Array(counter), shape: [2, 2], dtype: "int32" },
  };
}
