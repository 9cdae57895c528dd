import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runNotebook, type RunOptions, type RunResult } from "../../../scripts/notebook/runNotebook.js";
import { notebookFile } from "./notebookFile.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kl-to-vae-runner-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(
  name: string,
  cells: Parameters<typeof notebookFile>[2],
  options: RunOptions = {},
): Promise<RunResult> {
  return runNotebook(notebookFile(folder, name, cells), {
    output: join(folder, `${name}.out.ipynb`),
    ...options,
  });
}

describe("runNotebook", () => {
  it("runs the cells with typed parameters and leaves the original as it was", async () => {
    const cells: Parameters<typeof notebookFile>[2] = [
      ["const profile: 'quick' | 'full' = 'quick';\nlet epochs = 3;", ["parameters"]],
      "const doubled: number = epochs * 2;\nconsole.log(profile, doubled);",
    ];
    const path = notebookFile(folder, "parameters", cells);
    const before = readFileSync(path);
    const { notebook, failed } = await run("parameters", cells, {
      parameters: { epochs: "5", profile: "full" },
    });
    expect(failed).toBeUndefined();
    expect(notebook.cells.map((cell) => cell["execution_count"])).toEqual([1, 2, 3]);
    expect(notebook.cells[2]?.["outputs"]).toEqual([
      { output_type: "stream", name: "stdout", text: "full 10\n" },
    ]);
    expect(readFileSync(path)).toEqual(before);
  });

  it("goes on behind an error that is allowed, and skips what is to be skipped", async () => {
    const { notebook, failed } = await run("tags", [
      ["throw new Error('allowed');", ["raises-exception"]],
      ["throw new Error('skipped');", ["skip-execution"]],
      "1 + 1",
    ]);
    expect(failed).toBeUndefined();
    expect(notebook.cells.map((cell) => cell["execution_count"])).toEqual([1, null, 2]);
  });

  it("names the cell that throws, writes the copy with the error, and runs nothing behind it", async () => {
    const { failed, notebook, output } = await run("throws", [
      "1",
      "const a = 2;\nthrow new RangeError('bad');",
      "3",
    ]);
    expect(failed).toMatchObject({ cell: 2, line: 2, name: "RangeError", message: "bad" });
    expect(notebook.cells.map((cell) => cell["execution_count"])).toEqual([1, 2, null]);
    expect(readFileSync(output, "utf8")).toContain("RangeError");
  });

  it("stops a cell that runs too long", async () => {
    const { failed } = await run("endless", ["while (true) {}"], { cellTimeoutSeconds: 1 });
    expect(failed).toMatchObject({ cell: 1, name: "CellTimeoutError" });
    expect(failed?.message).toContain("ran longer than 1 s and was stopped");
  });

  it("says how a kernel that died in a cell died", async () => {
    const exited = await run("exits", ["process.exit(7);"]);
    expect(exited.failed).toMatchObject({ name: "KernelDiedError" });
    expect(exited.failed?.message).toContain("exited with code 7");
    const killed = await run("killed", [
      "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});",
    ]);
    expect(killed.failed?.message).toContain("was killed by SIGKILL");
  });

  it("refuses an unknown parameter and a wrong type before any kernel starts", async () => {
    const cells: Parameters<typeof notebookFile>[2] = [["let epochs = 3;", ["parameters"]]];
    const kernel = ["false"];
    await expect(run("unknown", cells, { parameters: { epoch: 1 }, kernel })).rejects.toThrow(
      "There is no parameter epoch. The notebook knows: epochs: number.",
    );
    await expect(run("wrong", cells, { parameters: { epochs: "many" }, kernel })).rejects.toThrow(
      'The parameter epochs is of type number; "many" is not.',
    );
  });

  it.each([
    ["text", "{ nope", "is not JSON"],
    ["old", '{"nbformat": 3, "worksheets": []}', "is in nbformat 3"],
    [
      "python",
      '{"nbformat":4,"nbformat_minor":5,"metadata":{"language_info":{"name":"python"}},"cells":[]}',
      "is written in python",
    ],
    ["empty", '{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[]}', "has no code cells"],
  ])("refuses a file that is no notebook it can run: %s", async (name, text, message) => {
    const path = join(folder, `${name}.ipynb`);
    const output = join(folder, `${name}.out.ipynb`);
    writeFileSync(path, text);
    await expect(runNotebook(path, { output })).rejects.toThrow(message);
    expect(existsSync(output)).toBe(false);
  });

  it("kills the kernel and writes nothing where the run is aborted", async () => {
    const controller = new AbortController();
    const stopping = run("aborted", ["while (true) {}"], {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(stopping).rejects.toThrow("enough");
    expect(existsSync(join(folder, "aborted.out.ipynb"))).toBe(false);
  });
});
