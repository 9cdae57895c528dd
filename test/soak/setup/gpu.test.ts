import { readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyProject, type ProjectCopy } from "../../support/projectCopy.js";
import { runCommand, type CommandResult } from "../../support/runCommand.js";

const hasGpuBuild = process.platform === "linux" && process.arch === "x64";
const neededBytes = 12e9;

let copy: ProjectCopy;
beforeAll(() => {
  copy = copyProject({ packages: true });
});
afterAll(() => copy.remove());

async function run(command: string, environment: Record<string, string>): Promise<CommandResult> {
  return await runCommand(process.execPath, ["scripts/main.mjs", command], {
    cwd: copy.directory,
    environment: { KL_TO_VAE_CACHE: join(copy.directory, "cache"), ...environment },
    timeoutSeconds: 1_700,
  });
}

function record(): unknown {
  return JSON.parse(readFileSync(join(copy.directory, "build", "setup", "tensorflow.json"), "utf8"));
}

describe("the GPU build of TensorFlow", () => {
  it("gives way to the CPU build where it cannot be fetched, and says why", async (context) => {
    if (!hasGpuBuild) context.skip("there is no GPU build for this platform");
    expect((await run("setup", { KL_TO_VAE_GPU: "0" })).code).toBe(0);
    const result = await run("setup", {
      KL_TO_VAE_GPU: "1",
      PIP_NO_INDEX: "1",
      PIP_CONFIG_FILE: "/dev/null",
    });
    expect(result.code).toBe(0);
    expect(result.output).toContain("TensorFlow's GPU build cannot be had here; the CPU serves");
    expect(result.output).toContain("pip could not fetch tensorflow==");
    expect(record()).toMatchObject({ native: true, wish: "gpu", build: "cpu" });
  });

  it("loads and multiplies, with or without a GPU, and KL_TO_VAE_GPU=0 switches back", async (context) => {
    if (!hasGpuBuild) context.skip("there is no GPU build for this platform");
    const { bavail, bsize } = statfsSync(copy.directory);
    if (bavail * bsize < neededBytes) context.skip("needs 12 GB of free disk");
    const result = await run("setup", { KL_TO_VAE_GPU: "1" });
    expect(result.code, result.output).toBe(0);
    expect(record()).toMatchObject({ native: true, wish: "gpu", build: "gpu", reasons: [] });
    const found = await run("doctor", { KL_TO_VAE_GPU: "1" });
    expect(found.stdout).toMatch(/TensorFlow 2\.\S+ \(GPU build\), loads and multiplies on the [CG]PU/);
    expect((await run("setup", { KL_TO_VAE_GPU: "0" })).code).toBe(0);
    expect(record()).toMatchObject({ native: true, wish: "cpu", build: "cpu" });
  });
});
