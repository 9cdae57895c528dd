import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";
import { runCommand } from "../support/runCommand.js";

const compiler = createRequire(join(projectRoot, "node_modules/tslab/package.json"))(
  "@tslab/typescript-for-tslab",
) as typeof ts;

let folder: string;
let file: string;

beforeAll(() => {
  // Inside the project, where the packages are found.
  const build = join(projectRoot, "build");
  mkdirSync(build, { recursive: true });
  folder = mkdtempSync(join(build, "readme-"));
  file = join(folder, "example.mts");
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code as string);
  writeFileSync(file, blocks.find((code) => code.includes("compile(")) as string);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the README's example of a compiled step", () => {
  it("has no type error", () => {
    const program = compiler.createProgram([file], {
      module: compiler.ModuleKind.NodeNext,
      moduleResolution: compiler.ModuleResolutionKind.NodeNext,
      target: compiler.ScriptTarget.ES2022,
      strict: true,
      skipLibCheck: true,
      types: ["node"],
      outDir: folder,
    });
    const messages = compiler
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, "\n"));
    program.emit();
    expect(messages).toEqual([]);
  });

  it("learns to tell the irises apart", async () => {
    const { output, code } = await runCommand(process.execPath, [join(folder, "example.mjs")]);
    const right = Number(/nats, (\d+) % right/.exec(output)?.[1]);
    expect(code, output).toBe(0);
    expect(right).toBeGreaterThanOrEqual(97);
  });
});
