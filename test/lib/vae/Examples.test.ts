import { describe, expect, it } from "vitest";
import { binarize } from "kl-to-vae/data";
import type { NdArray } from "kl-to-vae/array";
import { InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import type { Binarization, LikelihoodName } from "kl-to-vae/vae";
import { LatentVariableNetwork } from "../../../lib/src/vae/model/LatentVariableNetwork.js";
import { Examples } from "../../../lib/src/vae/training/Examples.js";

function examples(images: NdArray, likelihood: LikelihoodName, method: Binarization = "none"): Examples {
  const inputShape = images.shape.slice(1);
  const network = new LatentVariableNetwork({ inputShape, likelihood, hidden: [], latentDim: 1 }, true);
  return new Examples(images, network, method, "images");
}

/** Every byte once, in two images. */
const bytes: NdArray = { data: Uint8Array.from({ length: 256 }, (_, i) => i), shape: [2, 128] };

describe("Examples", () => {
  it("give bytes as parts of 255, to the bit of a division", () => {
    for (const method of ["none", "dynamic"] as const) {
      expect(examples(bytes, "continuous-bernoulli", method).batch([0, 1])).toEqual(
        Float32Array.from(bytes.data, (byte) => byte / 255),
      );
    }
  });

  it("give black and white under a threshold, as binarize does", () => {
    const grey = new Rng(1).uniforms(254);
    const sets: NdArray[] = [
      bytes,
      { data: Float32Array.from([...grey, 0.5, Math.fround(0.49999999)]), shape: [2, 128] },
      { data: Float64Array.from([...grey, 0.5, 0.49999999999]), shape: [2, 128] },
    ];
    for (const set of sets) {
      expect(examples(set, "bernoulli", "threshold").batch([0, 1])).toEqual(binarize(set).data);
    }
  });

  it("give the examples that are asked for, in that order", () => {
    for (const data of [Float64Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(1, 2, 3, 4, 5, 6)]) {
      const set = examples({ data, shape: [3, 2] }, "gaussian");
      expect(set.batch([2, 0, 2])).toEqual(Float32Array.of(5, 6, 1, 2, 5, 6));
    }
  });

  it.for<[number, string]>([
    [1e200, "pixel 1 of image 1 is 1e+200, but models compute with 32-bit floats, which end at 3.4e38"],
    [-3.5e38, "pixel 1 of image 1 is -3.5e+38, but models compute with 32-bit floats"],
    [NaN, "pixel 1 of image 1 is NaN, but pixels must be finite"],
    [-Infinity, "pixel 1 of image 1 is -Infinity, but pixels must be finite"],
  ])("refuse what no 32-bit float holds: %s", ([value, message]) => {
    const wrong = (): Examples =>
      examples({ data: Float64Array.of(0, 3.4e38, 1, value), shape: [2, 2] }, "gaussian");
    expect(wrong).toThrow(NonFiniteError);
    expect(wrong).toThrow(message);
  });

  it.for<[string, LikelihoodName, NdArray["data"], string]>([
    ["a grey byte", "bernoulli", Uint8Array.of(0, 255, 51, 7), "pixel 0 of image 1 is 0.2"],
    ["a grey float", "bernoulli", Float32Array.of(0, 1, 1, 0.5), "pixel 1 of image 1 is 0.5"],
    [
      "a negative pixel",
      "continuous-bernoulli",
      Float64Array.of(0, -1e-9, 1, 1),
      "pixel 1 of image 0 is -1e-9",
    ],
    ["a pixel above 1", "continuous-bernoulli", Float32Array.of(0, 1, 2, 1), "pixel 0 of image 1 is 2, but"],
  ])("refuse what is not in the likelihood's support: %s", ([, likelihood, data, message]) => {
    const wrong = (): Examples => examples({ data, shape: [2, 2] }, likelihood);
    expect(wrong).toThrow(InvalidArgumentError);
    expect(wrong).toThrow(message);
  });
});
