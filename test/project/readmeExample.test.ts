import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";
import { runCommand } from "../support/runCommand.js";
import { useProgram } from "../support/useProgram.js";

const compiler = createRequire(join(projectRoot, "node_modules/tslab/package.json"))(
  "@tslab/typescript-for-tslab",
) as typeof ts;

const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code as string);
const example = useProgram("readme.mts", blocks.find((code) => code.includes("compile(")) as string);

describe("the README's example of a compiled step", () => {
  it("has no type error", () => {
    const program = compiler.createProgram([example.file], {
      module: compiler.ModuleKind.NodeNext,
      moduleResolution: compiler.ModuleResolutionKind.NodeNext,
      target: compiler.ScriptTarget.ES2022,
      strict: true,
      skipLibCheck: true,
      types: ["node"],
      outDir: example.folder,
    });
    const messages = compiler
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, "\n"));
    program.emit();
    expect(messages).toEqual([]);
  });

  it("learns to tell the irises apart", async () => {
    const { output, code } = await runCommand(process.execPath, [join(example.folder, "readme.mjs")]);
    const right = Number(/nats, (\d+) % right/.exec(output)?.[1]);
    expect(code, output).toBe(0);
    expect(right).toBeGreaterThanOrEqual(97);
  });
});
