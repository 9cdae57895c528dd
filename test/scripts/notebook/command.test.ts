import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDirectory } from "../../../scripts/setup/paths.mjs";
import { notebookFile } from "./notebookFile.js";

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-command-"));
const program = join(buildDirectory, `test-runner-${process.pid}.mjs`);

beforeAll(() => {
  const contents = `import { command } from "./command.js"; process.exitCode = await command(process.argv.slice(2));`;
  buildSync({
    stdin: { contents, resolveDir: join(import.meta.dirname, "../../../scripts/notebook"), loader: "ts" },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
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

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("npm run notebook", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends with its kernel on %s and writes nothing", async (signal, code) => {
    const { runner, kernel, output } = await startEndless(signal);
    expect(lives(kernel)).toBe(true);
    runner.kill(signal);
    expect((await once(runner, "exit"))[0]).toBe(code);
    await expect.poll(() => lives(kernel), { timeout: 5000 }).toBe(false);
    expect(existsSync(output)).toBe(false);
  });

  it("leaves no kernel behind when it is killed while a cell spins", async () => {
    const { runner, kernel } = await startEndless("SIGKILL");
    expect(lives(kernel)).toBe(true);
    runner.kill("SIGKILL");
    await expect.poll(() => lives(kernel), { timeout: 5000 }).toBe(false);
  });
});
