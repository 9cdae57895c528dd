import { describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";
import { runCommand } from "../support/runCommand.js";

const program = `
  import { GaussianMixture } from "kl-to-vae/mixture";
  const X = Array.from({ length: 20000 }, (_, i) => [(i * 7919) % 1009, (i * 104729) % 997]);
  const mixture = () => new GaussianMixture({ nComponents: 2, tol: 0, maxIter: 3, onWarning() {} });
  const fitted = await mixture().fitAsync(X, { workers: 2 });
  console.log(String(fitted.means.data) === String(mixture().fit(X).means.data));
`;

describe("a program that fits a mixture in worker threads", () => {
  it.each([
    ["is given as a module's text", ["--input-type=module"]],
    [
      "runs with warnings as errors",
      ["--input-type=module", "--unhandled-rejections=strict", "--throw-deprecation"],
    ],
  ])("that %s ends by itself, with the fit of one thread", async (_, options) => {
    const { output, code } = await runCommand(process.execPath, [...options, "--eval", program], {
      cwd: projectRoot,
      timeoutSeconds: 60,
    });
    expect(output).toBe("true\n");
    expect(code).toBe(0);
  });
});
