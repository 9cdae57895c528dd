import { describe, expect, it } from "vitest";
import { memory, type BackendName, type CompileOptions } from "kl-to-vae/tensorflow";
import {
  differentiate,
  groupsOf,
  oracle,
  relativeError,
  type Differentiated,
  type GradientCase,
  type Group,
} from "./gradients.js";
import { startBackend } from "./startBackend.js";

/** The WebAssembly backend refuses to train convolutions, which another test holds it to. */
function casesOf(backend: BackendName): [name: string, index: number][] {
  return Object.entries(oracle.cases)
    .filter(([, { options }]) => backend !== "wasm" || options.architecture !== "conv")
    .map(([name], i) => [name, i]);
}

/** Each objective makes a graph of its own: `some` has one of the three numbers of draws for each case. */
function groupsIn(which: "all" | "some", name: string, index: number): Group[] {
  const groups = groupsOf(oracle.cases[name] as GradientCase);
  const counts = groups.map(({ samples }) => samples).filter((samples) => samples > 0);
  const one = counts[index % counts.length];
  return which === "all" ? groups : groups.filter(({ samples }) => samples === 0 || samples === one);
}

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function gradientsAgreeWithPyTorch(
  backend: BackendName,
  mode: NonNullable<CompileOptions["mode"]>,
  which: "all" | "some" = "all",
): void {
  describe(`gradients on the ${backend} backend in the mode ${mode}`, () => {
    it.for(casesOf(backend))(
      "are PyTorch's in float64, to 1e-4 of every array: %s",
      async ([name, index], context) => {
        const obstacle = await startBackend(backend);
        if (obstacle !== undefined) context.skip(obstacle);
        for (const group of groupsIn(which, name, index)) {
          const before = memory();
          const found = await differentiate(oracle.cases[name] as GradientCase, group, mode);
          expect(memory()).toEqual(before);
          for (const [i, { title, expected }] of group.settings.entries()) {
            expectSame(found[i] as Differentiated, expected, title);
          }
        }
      },
    );
  });
}

function expectSame(found: Differentiated, expected: Differentiated, title: string): void {
  for (const [i, loss] of expected.losses.entries()) {
    // Some are sums that almost vanish.
    const error = Math.abs((found.losses[i] as number) - loss) / Math.max(1, Math.abs(loss));
    expect(error, `part ${i} of the loss, ${title}`).toBeLessThan(1e-5);
  }
  expect(Object.keys(found.gradients).sort()).toEqual(Object.keys(expected.gradients).sort());
  for (const [weight, gradient] of Object.entries(expected.gradients)) {
    const error = relativeError(found.gradients[weight] ?? [], gradient);
    expect(error, `${weight}, ${title}`).toBeLessThan(1e-4);
  }
}
