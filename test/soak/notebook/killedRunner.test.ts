import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { notebookFile } from "../../scripts/notebook/notebookFile.js";
import { buildRunner } from "../../scripts/notebook/runnerProgram.js";

const folder = mkdtempSync(join(tmpdir(), "kl-soak-"));
let program = "";
beforeAll(() => {
  program = buildRunner();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
});

/** The processes that were started with a file below the folder: kernels, by their connection file. */
function processesOf(path: string): string[] {
  const commands = execFileSync("ps", ["-A", "-o", "args="], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return commands.split("\n").filter((line) => line.includes(path));
}

describe("a runner that is killed", () => {
  it.each([100, 200, 300, 400, 500, 600, 800, 1000, 1200, 1500, 2000, 3000])(
    "after %d ms leaves neither a kernel nor a temporary file",
    async (milliseconds) => {
      const temporary = join(folder, String(milliseconds));
      mkdirSync(temporary);
      const path = notebookFile(folder, "endless", [
        "import { spawn } from 'node:child_process';",
        `spawn('sleep', ['601'], { stdio: 'ignore', argv0: '${temporary}/child' });\nawait null;\nwhile (true) {}`,
      ]);
      const runner = spawn(process.execPath, [program, path, "-o", join(temporary, "..", "out.ipynb")], {
        stdio: "ignore",
        env: { ...process.env, TMPDIR: temporary },
      });
      await sleep(milliseconds);
      runner.kill("SIGKILL");
      await once(runner, "exit");
      await expect.poll(() => processesOf(temporary), { timeout: 20_000, interval: 200 }).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});
