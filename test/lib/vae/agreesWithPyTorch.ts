import { describe, expect, it } from "vitest";
import { memory, type BackendName } from "kl-to-vae/tensorflow";
import { distance } from "./distance.js";
import { startBackend } from "./startBackend.js";
import { oracles, twentySteps, type Oracle } from "./twentySteps.js";

/** The WebAssembly backend refuses to train convolutions, which another test holds it to. */
function casesOf(backend: BackendName): string[] {
  return Object.keys(oracles).filter(
    (name) => backend !== "wasm" || oracles[name]?.options.architecture !== "conv",
  );
}

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function agreesWithPyTorch(backend: BackendName): void {
  const modes = backend === "tensorflow" ? (["auto", "eager"] as const) : (["eager"] as const);
  describe.each(modes)(`training on the ${backend} backend in the mode %s`, (mode) => {
    it.for(casesOf(backend))(
      "has PyTorch's losses, gradients and weights over twenty steps: %s",
      async (name, context) => {
        const obstacle = await startBackend(backend);
        if (obstacle !== undefined) context.skip(obstacle);
        const oracle = oracles[name] as Oracle;
        const before = memory();
        const outcome = await twentySteps(oracle, mode);
        expect(memory()).toEqual(before);
        expect(Object.keys(outcome.gradients).sort()).toEqual(Object.keys(oracle.gradients).sort());
        for (const [weight, gradient] of Object.entries(oracle.gradients)) {
          expect(distance(outcome.gradients[weight] as Float32Array, gradient), weight).toBeLessThan(1e-5);
        }
        outcome.losses.forEach((losses, step) => {
          const expected = oracle.losses[step] as Oracle["losses"][number];
          expect(distance(losses, expected), `step ${step}`).toBeLessThan(1e-5);
          expect(distance(losses.slice(1), expected.slice(1)), `parts of step ${step}`).toBeLessThan(1e-5);
        });
        for (const [weight, values] of Object.entries(oracle.weightsAfter)) {
          expect(distance(outcome.weightsAfter[weight]?.data as Float32Array, values), weight).toBeLessThan(
            1e-4,
          );
        }
      },
    );
  });
}
