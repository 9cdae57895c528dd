import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { installLab } from "../../../scripts/lab/installLab.js";
import { findPythonWithVenv } from "../../../scripts/setup/python.mjs";
import { ends } from "../../scripts/notebook/lives.js";
import { faultyNotebook, readCopy } from "../../scripts/notebook/runFault.js";
import { buildRunner } from "../../scripts/notebook/runnerProgram.js";
import { runCommand } from "../../support/runCommand.js";
import { faults } from "./faults.js";

vi.setConfig({ maxConcurrency: 3 });

const folder = mkdtempSync(join(tmpdir(), "kl-soak-"));
let program = "";
beforeAll(() => {
  program = buildRunner();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
});

const numbered = faults.map((fault, i) => [fault.what, String(i), fault] as const);

describe.concurrent("npm run notebook, on a cell at fault", () => {
  it.each(numbered)("says what happened and leaves nothing behind: %s", async (_, number, fault) => {
    const path = faultyNotebook(folder, number, fault.source);
    const before = readFileSync(path);
    const output = join(folder, `${number}.out.ipynb`);
    const temporary = join(folder, number);
    mkdirSync(temporary);
    const result = await runCommand(process.execPath, [program, path, "-o", output, "--timeout", "3"], {
      environment: { ...fault.environment, TMPDIR: temporary },
    });
    const { copy, kernel, printed, errors } = readCopy(output);

    expect(result.code, result.output.slice(-4000)).toBe(fault.fails ? 1 : 0);
    expect(result.stderr).not.toMatch(/^\s+at .*[\\/](?:scripts|build)[\\/]/m);
    if (fault.fails) {
      const [name, message] = fault.fails;
      expect(result.stderr).toContain(`\nCell 2 failed: ${name}: `);
      expect(errors.at(-1)?.name).toBe(name);
      expect(errors.at(-1)?.message).toMatch(message);
    }
    if (fault.prints) expect(fault.prints.test(printed), printed.slice(0, 500)).toBe(true);
    expect(copy.cells.map((cell) => cell["execution_count"])).toEqual([1, 2, fault.fails ? null : 3]);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(kernel).toBeGreaterThan(1);
    expect(await ends(kernel)).toBe(true);
    for (const [, child] of printed.matchAll(/^child (\d+)$/gm)) expect(await ends(Number(child))).toBe(true);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("the executed copies", () => {
  it("are valid notebooks to Jupyter's own nbformat", async (context) => {
    if ((await findPythonWithVenv()) === undefined) {
      context.skip("Python 3.10 or newer with venv is not installed");
    }
    const copies = readdirSync(folder).filter((name) => name.endsWith(".out.ipynb"));
    expect(copies).toHaveLength(faults.length);
    const script =
      "import json, nbformat, sys\nfor path in sys.argv[1:]: nbformat.validate(json.load(open(path)))";
    const paths = copies.map((name) => join(folder, name));
    const result = await runCommand(await installLab(), ["-W", "error", "-c", script, ...paths]);
    expect(result.code, result.output).toBe(0);
  });
});
