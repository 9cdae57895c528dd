import { readdirSync, readFileSync } from "node:fs";
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
const examples = blocks.map((code, i) => useProgram(`readme-${i}.mts`, code));

async function outputOf(part: string): Promise<string> {
  const { folder } = examples[blocks.findIndex((code) => code.includes(part))]!;
  const script = readdirSync(folder).find((name) => name.endsWith(".mjs"))!;
  const { output, code } = await runCommand(process.execPath, [join(folder, script)], { cwd: folder });
  expect(code, output).toBe(0);
  return output;
}

describe("the README's examples", () => {
  it("have no type error", () => {
    const program = compiler.createProgram(
      examples.map(({ file }) => file),
      {
        module: compiler.ModuleKind.NodeNext,
        moduleResolution: compiler.ModuleResolutionKind.NodeNext,
        target: compiler.ScriptTarget.ES2022,
        strict: true,
        skipLibCheck: true,
        types: ["node"],
      },
    );
    const messages = compiler
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, "\n"));
    program.emit();
    expect(messages).toEqual([]);
  });

  it("run: divergences", async () => {
    expect(await outputOf("klMonteCarlo(")).toBe("");
  });

  it("run: the mixture of Old Faithful has the likelihood that mclust finds", async () => {
    expect(await outputOf("new GaussianMixture(")).toMatch(/^-4\.155 nats per eruption\n/);
  });

  it("run: the banana's ELBO is below its log-evidence, ln π", async () => {
    const [elbo] = (await outputOf("variationalInference(")).split(" ").map(Number);
    expect(elbo).toBeGreaterThan(Math.log(Math.PI) - 0.5);
    expect(elbo).toBeLessThan(Math.log(Math.PI));
  });

  it("run: the compiled step learns to tell the irises apart", async () => {
    const right = Number(/nats, (\d+) % right/.exec(await outputOf("compile("))?.[1]);
    expect(right).toBeGreaterThanOrEqual(97);
  });

  it("run: the training ends, and is found ended by the program's next run", async () => {
    const losses: number[] = [];
    for (let i = 0; i < 2; i++) {
      const found = /(\d+) nats per image after 8 epochs/.exec(await outputOf("Trainer.resume("));
      losses.push(Number(found?.[1]));
    }
    expect(losses[0]).toBeLessThan(250);
    expect(losses[1]).toBe(losses[0]);
  });

  it("run: the saved model is read again", async () => {
    const output = await outputOf("decodeSafetensors(");
    expect(output).toContain("'decoder.2.weight'");
    expect(output).toContain('"inputShape":[28,28]');
  });
});
