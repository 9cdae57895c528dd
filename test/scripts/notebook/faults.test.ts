import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { ends } from "./lives.js";
import { runFault } from "./runFault.js";

vi.setConfig({ maxConcurrency: 2 });

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A cell's source, the name of the error it leads to, and the error's text. One of each kind; the soak has more. */
const faults: readonly (readonly [string, string, string, string])[] = [
  ["throws", "const a = 2;\nthrow new RangeError('bad');", "RangeError", "bad"],
  [
    "does not compile",
    "const n: number = 'text';",
    "TypeScriptError",
    "line 1: Type 'string' is not assignable to type 'number'.",
  ],
  [
    "never ends",
    "while (true) {}",
    "CellTimeoutError",
    'cell 2 ("while (true) {}") ran longer than 1 s and was stopped',
  ],
  [
    "never ends and cannot be interrupted",
    "await null;\nwhile (true) {}",
    "CellTimeoutError",
    'cell 2 ("await null;") ran longer than 1 s and did not answer the interrupt: the kernel was killed',
  ],
  [
    "ends the kernel",
    "process.exit(7);",
    "KernelDiedError",
    'the kernel exited with code 7 (in cell 2 ("process.exit(7);"))',
  ],
  [
    "kills the kernel",
    "const { pid } = process;\nprocess.kill(pid, 'SIGKILL');\nawait new Promise(() => {});",
    "KernelDiedError",
    'the kernel was killed by SIGKILL (in cell 2 ("const { pid } = process;"))',
  ],
];

describe.concurrent("a cell at fault is named and leaves neither a process nor a changed notebook", () => {
  it.each(faults)("that %s", async (fault, source, name, message) => {
    const cellTimeoutSeconds = name === "CellTimeoutError" ? 1 : 30;
    const run = await runFault(folder, fault.replaceAll(" ", "-"), source, { cellTimeoutSeconds });
    expect(run.failed).toMatchObject({ cell: 2, name, message });
    expect(run.copy.cells.map((cell) => cell["execution_count"])).toEqual([1, 2, null]);
    expect(run.errors.at(-1)).toEqual({ name, message });
    expect(run.isOriginalUntouched).toBe(true);
    expect(run.kernel).toBeGreaterThan(1);
    expect(await ends(run.kernel)).toBe(true);
  });

  it("that throws names the line it threw in", async () => {
    const { failed } = await runFault(folder, "line", "const a = 2;\n\nthrow new RangeError(`${a}`);");
    expect(failed).toMatchObject({ line: 3, source: expect.stringContaining("const a = 2;") as unknown });
  });
});
