import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { runNotebook, type RunOptions, type RunResult } from "../../../scripts/notebook/runNotebook.js";
import { ends } from "./lives.js";
import { notebookFile } from "./notebookFile.js";

vi.setConfig({ maxConcurrency: 2 });

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-runner-"));
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

describe.concurrent("runNotebook", () => {
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

  it("brings the update of a display to the output it belongs to, in an earlier cell", async () => {
    const display = `const display = (globalThis as any)[Symbol.for("kl-to-vae.display")];`;
    const { notebook } = await run("display", [
      `${display} display({ "text/plain": "old" }, { displayId: "a" }); display({ "text/plain": "other" });`,
      `display({ "text/plain": "new" }, { displayId: "a", update: true }); console.log("done");`,
    ]);
    const shown = (text: string): object => ({
      output_type: "display_data",
      data: { "text/plain": text },
      metadata: {},
    });
    expect(notebook.cells.map((cell) => cell["outputs"])).toEqual([
      [shown("new"), shown("other")],
      [{ output_type: "stream", name: "stdout", text: "done\n" }],
    ]);
  });

  it("kills a kernel that never answers, says so, and writes nothing", async () => {
    const file = join(folder, "silent.pid");
    const silent = `require("node:fs").writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000);`;
    const running = run("silent", ["1"], {
      kernel: [process.execPath, "-e", silent, file],
      startTimeoutSeconds: 2,
    });
    await expect(running).rejects.toThrow("The kernel did not answer within 2 s of its start");
    const pid = Number(readFileSync(file, "utf8"));
    expect(pid).toBeGreaterThan(1);
    expect(await ends(pid)).toBe(true);
    expect(existsSync(join(folder, "silent.out.ipynb"))).toBe(false);
  });

  it("says why a kernel could not be started", async () => {
    await expect(run("missing", ["1"], { kernel: [join(folder, "no-such-kernel")] })).rejects.toThrow(
      /^The kernel could not be started \(spawn .*no-such-kernel ENOENT\)/,
    );
    const kernel = [process.execPath, "-e", "console.error('no licence'); process.exit(3)"];
    await expect(run("refusing", ["1"], { kernel })).rejects.toThrow(
      "The kernel exited with code 3; it last said:\nno licence",
    );
  });

  it("kills a kernel that sends what is no message, and says so", async () => {
    const babbling = `const { Router } = require(process.argv[1]);
      const { ip, shell_port } = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
      const shell = new Router();
      shell.bind("ipc://" + ip + "-" + shell_port).then(async () => {
        for await (const [identity] of shell) await shell.send([identity, "junk"]);
      });`;
    const zeromq = createRequire(import.meta.url).resolve("zeromq");
    const kernel = [process.execPath, "-e", babbling, zeromq, "{connection_file}"];
    await expect(run("babbling", ["1"], { kernel })).rejects.toThrow(
      "The kernel sent a message that cannot be read and was killed (A message on the wire has no delimiter",
    );
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

  it("refuses a notebook of prose only, before any kernel starts", async () => {
    const path = join(folder, "prose.ipynb");
    const cells = [{ cell_type: "markdown", metadata: {}, source: "Prose." }];
    writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells }));
    await expect(runNotebook(path, { kernel: ["false"] })).rejects.toThrow(
      "prose.ipynb has no code cells: there is nothing to run.",
    );
  });

  it("refuses an output that cannot be written, before any kernel starts", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "in the way");
    const below = join(file, "below", "out.ipynb");
    await expect(run("unwritable", ["1"], { output: below, kernel: ["false"] })).rejects.toThrow(
      `${below} cannot be written: `,
    );
    await expect(run("occupied", ["1"], { output: folder, kernel: ["false"] })).rejects.toThrow(
      `${folder} cannot be written: it is a folder.`,
    );
    expect(readFileSync(file, "utf8")).toBe("in the way");
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
