import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ends, lives } from "./lives.js";
import { notebookFile } from "./notebookFile.js";
import { buildRunner } from "./runnerProgram.js";

vi.setConfig({ maxConcurrency: 2 });

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-command-"));
let program = "";
beforeAll(() => {
  program = buildRunner();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
});

/** Starts the command on a notebook whose first cell tells the kernel's process id and whose second never ends. */
async function startEndless(name: string): Promise<{ runner: ChildProcess; kernel: number; output: string }> {
  const path = notebookFile(folder, name, ["process.pid", "while (true) {}"]);
  const output = join(folder, `${name}.out.ipynb`);
  const runner = spawn(process.execPath, [program, path, "-v", "-o", output], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [text] = (await once(runner.stderr, "data")) as [Buffer];
  await sleep(500);
  return { runner, kernel: Number.parseInt(text.toString(), 10), output };
}

describe.concurrent("npm run notebook", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends with its kernel on %s and writes nothing", async (signal, code) => {
    const { runner, kernel, output } = await startEndless(signal);
    expect(lives(kernel)).toBe(true);
    runner.kill(signal);
    expect((await once(runner, "exit"))[0]).toBe(code);
    expect(await ends(kernel)).toBe(true);
    expect(existsSync(output)).toBe(false);
  });

  it("leaves no kernel behind when it is killed while a cell spins", async () => {
    const { runner, kernel } = await startEndless("SIGKILL");
    expect(lives(kernel)).toBe(true);
    runner.kill("SIGKILL");
    expect(await ends(kernel)).toBe(true);
  });
});
