import { describe, it } from "vitest";
import { useBackend } from "kl-to-vae/tensorflow";
import {
  allCases,
  canTrain,
  expectGradientOfDifferences,
} from "../../lib/vae/gradientsAgreeWithDifferences.js";
import { gradientsAgreeWithPyTorch } from "../../lib/vae/gradientsAgreeWithPyTorch.js";

gradientsAgreeWithPyTorch("tensorflow", "auto", "all");

describe("the gradients of all models, compiled and eager,", () => {
  it.for([
    ["tensorflow", "auto", 2],
    ["tensorflow", "eager", 1],
    ["cpu", "eager", 1],
    ["wasm", "eager", 1],
  ] as const)(
    "are those of finite differences: on %s in the mode %s",
    async ([backend, mode, directions]) => {
      await useBackend(backend);
      for (const given of allCases) {
        if (canTrain(backend, given[0])) await expectGradientOfDifferences(given, mode, directions);
      }
    },
  );
});
