import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
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

interface Endless {
  runner: ChildProcess;
  kernel: number;
  output: string;
  /** The folder for temporary files. */
  temporary: string;
}

/** Starts the command on a notebook whose first cell tells the kernel's process id and whose second never ends. */
async function startEndless(name: string): Promise<Endless> {
  const path = notebookFile(folder, name, ["process.pid", "while (true) {}"]);
  const output = join(folder, `${name}.out.ipynb`);
  const temporary = join(folder, name);
  mkdirSync(temporary);
  const runner = spawn(process.execPath, [program, path, "-v", "-o", output], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: temporary },
  });
  const [text] = (await once(runner.stderr, "data")) as [Buffer];
  await sleep(500);
  return { runner, kernel: Number.parseInt(text.toString(), 10), output, temporary };
}

describe.concurrent("npm run notebook", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends with its kernel on %s and writes nothing", async (signal, code) => {
    const { runner, kernel, output, temporary } = await startEndless(signal);
    expect(lives(kernel)).toBe(true);
    runner.kill(signal);
    expect((await once(runner, "exit"))[0]).toBe(code);
    expect(await ends(kernel)).toBe(true);
    expect(existsSync(output)).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("leaves no kernel and no temporary file when it is killed while a cell spins", async () => {
    const { runner, kernel, temporary } = await startEndless("SIGKILL");
    expect(lives(kernel)).toBe(true);
    expect(readdirSync(temporary)).toHaveLength(1);
    runner.kill("SIGKILL");
    expect(await ends(kernel)).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
