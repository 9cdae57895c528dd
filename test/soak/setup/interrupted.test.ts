import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { copyProject, type ProjectCopy } from "../../support/projectCopy.js";
import { runCommand, type CommandResult } from "../../support/runCommand.js";

let copy: ProjectCopy;
let cache: string;
beforeAll(() => {
  copy = copyProject({ packages: true });
  cache = join(copy.directory, "cache");
});
beforeEach(() => {
  for (const folder of [cache, join(copy.directory, "build", "setup", "tensorflow.json"), bindingFolder()]) {
    rmSync(folder, { recursive: true, force: true });
  }
});
afterAll(() => copy.remove());

const bindingFolder = (): string => join(copy.directory, "node_modules", "@tensorflow", "tfjs-node", "lib");
const command = ["scripts/main.mjs", "setup"];

async function setUp(): Promise<CommandResult> {
  return await runCommand(process.execPath, command, {
    cwd: copy.directory,
    environment: { KL_TO_VAE_CACHE: cache, KL_TO_VAE_GPU: "0" },
  });
}

async function expectNativeTensorflow(): Promise<void> {
  const result = await runCommand(process.execPath, ["scripts/main.mjs", "doctor"], {
    cwd: copy.directory,
    environment: { KL_TO_VAE_CACHE: cache, KL_TO_VAE_GPU: "0" },
  });
  expect(result.stdout).toMatch(/ok +native TensorFlow +TensorFlow 2\./);
  expect(readdirSync(cache).filter((name) => name.startsWith(".tmp-"))).toEqual([]);
}

describe("a set-up of native TensorFlow", () => {
  it("works twice at once, in one folder with one cache", async () => {
    const results = await Promise.all([setUp(), setUp()]);
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    await expectNativeTensorflow();
  });

  it.each([0.5, 2, 4, 6, 8, 10, 12, 15])(
    "that is killed after %d s leaves nothing wrong behind",
    async (seconds) => {
      const child = spawn(process.execPath, command, {
        cwd: copy.directory,
        env: { ...process.env, KL_TO_VAE_CACHE: cache, KL_TO_VAE_GPU: "0" },
        stdio: "ignore",
      });
      await sleep(seconds * 1000);
      child.kill("SIGKILL");
      const result = await setUp();
      expect(result.code, result.output).toBe(0);
      await expectNativeTensorflow();
    },
  );

  it.each(["libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "tfjs_binding.node"])(
    "mends a cache in which %s is only half there",
    async (name) => {
      expect((await setUp()).code).toBe(0);
      const folder = readdirSync(cache).find((entry) => entry.startsWith("tensorflow-")) ?? "";
      const path = join(cache, folder, "tensorflow", name);
      truncateSync(path, Math.floor(statSync(path).size / 2));
      rmSync(join(copy.directory, "build", "setup", "tensorflow.json"));
      expect((await setUp()).code).toBe(0);
      await expectNativeTensorflow();
    },
  );

  it("clears away half a wheel that a killed set-up left", async () => {
    mkdirSync(join(cache, ".tmp-1-half"), { recursive: true });
    writeFileSync(join(cache, ".tmp-1-half", "tensorflow.whl"), Buffer.alloc(1_000_000));
    expect((await setUp()).code).toBe(0);
    await expectNativeTensorflow();
  });
});
