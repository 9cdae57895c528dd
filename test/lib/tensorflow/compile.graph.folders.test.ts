import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { BackendError } from "kl-to-vae/errors";
import { sgd, type CompiledStep } from "kl-to-vae/tensorflow";
import * as tf from "@tensorflow/tfjs-core";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";

onNativeTensorFlow();

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "kl-to-vae-test-"));
  setTemporary(temporary);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });
});

/** Lets graphs pass through another folder, on all systems. */
function setTemporary(folder: string): void {
  for (const name of ["TMPDIR", "TMP", "TEMP"]) vi.stubEnv(name, folder);
}

function step(): CompiledStep<tf.Tensor, tf.Tensor> {
  const w = variable(1);
  return compiled((x: tf.Tensor) => tf.sum(tf.square(tf.mul(w, x))), {
    variables: { w },
    optimizer: sgd({ learningRate: 0.1 }),
  });
}

/** Another process that has written its graph and has yet to load it. */
async function processWithFolder(): Promise<ChildProcess> {
  const program = join(temporary, "passing.mjs");
  const source = fileURLToPath(
    new URL("../../../lib/src/tensorflow/compile/savedModel/withPassingFolder.ts", import.meta.url),
  );
  const contents = `
    import { withPassingFolder } from ${JSON.stringify(source)};
    withPassingFolder("saved_model.pb", new Uint8Array(9), () => {
      process.stdout.write("written");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  buildSync({
    stdin: { contents, resolveDir: temporary },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program,
  });
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  rmSync(program);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("the folder through which a graph passes to TensorFlow", () => {
  it("is gone when the graph is loaded", async () => {
    const square = step();
    await square(2);
    await square({ data: Float32Array.of(3), shape: [] });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("is removed for a process that was killed, and left alone for one that lives", async () => {
    const [victim, bystander] = [await processWithFolder(), await processWithFolder()];
    expect(readdirSync(temporary)).toHaveLength(2);
    await killed(victim);
    await step()(2);
    const left = readdirSync(temporary);
    expect(left).toHaveLength(1);
    expect(left[0]).toContain(`-${bystander.pid}-`);
    await killed(bystander);
    await step()(2);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("leaves what others put beside it alone", async () => {
    mkdirSync(join(temporary, "kl-to-vae-graph-mine"));
    writeFileSync(join(temporary, "999999999-notes.txt"), "");
    await step()(2);
    expect(readdirSync(temporary)).toEqual(["999999999-notes.txt", "kl-to-vae-graph-mine"]);
  });

  it("that cannot be made is an error that says where, and what to do; the step works once it can", async () => {
    const square = step();
    const before = await square.prepare(1).then(() => square.state());
    const missing = join(temporary, "missing");
    setTemporary(missing);
    const fresh = step();
    for (const call of [() => fresh(1), () => square({ data: Float32Array.of(1, 2), shape: [2] })]) {
      const refused = call();
      await expect(refused).rejects.toThrow(BackendError);
      await expect(refused).rejects.toThrow(missing);
      await expect(refused).rejects.toThrow(/TMPDIR/);
    }
    setTemporary(temporary);
    expect(await square.state()).toEqual(before);
    expect(await fresh(3)).toBe(9);
  });
});
