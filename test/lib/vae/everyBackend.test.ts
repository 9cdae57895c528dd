import { build } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { BackendName } from "kl-to-vae/tensorflow";
import { buildDirectory, projectRoot } from "../../../scripts/setup/paths.mjs";
import { runCommand } from "../../support/runCommand.js";
import type { Outcome, Report } from "./everyBackendLosses.js";
import { startBackend } from "./startBackend.js";

/** Makes a program for Node.js, which imports the built library and so must lie within the project. */
async function writeProgram(path: string): Promise<void> {
  await build({
    stdin: {
      contents: `import { allOutcomes } from "./everyBackendLosses.ts";
        console.log(JSON.stringify(await allOutcomes()));`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: path,
  });
}

/** A process of its own, told by the environment alone what to train on. */
async function reportOf(program: string, backend: BackendName): Promise<Report> {
  const environment = { KL_TO_VAE_BACKEND: backend };
  const { code, stdout, output } = await runCommand(process.execPath, [program], {
    cwd: projectRoot,
    environment,
  });
  expect(code, output).toBe(0);
  return JSON.parse(stdout.trim().split("\n").at(-1) as string) as Report;
}

const relative = (value: number, expected: number): number => Math.abs(value - expected) / Math.abs(expected);

let obstacle: string | undefined;
const reports = new Map<BackendName, Report>();

beforeAll(async () => {
  obstacle = await startBackend("tensorflow");
  const native = obstacle === undefined ? (["tensorflow"] as const) : [];
  mkdirSync(buildDirectory, { recursive: true });
  const folder = mkdtempSync(join(buildDirectory, "every-backend-"));
  try {
    const program = join(folder, "program.mjs");
    await writeProgram(program);
    for (const backend of ["cpu", "wasm", ...native] as const) {
      reports.set(backend, await reportOf(program, backend));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 600_000);

describe("every backend, in a process of its own that the environment names it to,", () => {
  it("is the one that trains", () => {
    for (const [backend, report] of reports) expect(report.backend).toBe(backend);
  });

  it.for(["wasm", "tensorflow"] as const)(
    "gives the twenty losses of the plain one to 2e-5, and what the trainer records of its epochs: %s",
    (backend, context) => {
      const report = reports.get(backend);
      if (report === undefined) context.skip(obstacle ?? "");
      const expected = reports.get("cpu") as Report;
      const cases = Object.entries(expected.outcomes).filter(
        ([name]) => backend !== "wasm" || !name.includes("conv,"),
      );
      expect(cases.length).toBe(backend === "wasm" ? 12 : 20);
      for (const [name, { losses, records }] of cases) {
        const found = report?.outcomes[name] as Outcome;
        expect(losses).toHaveLength(20);
        losses.forEach((loss, step) => {
          expect(relative(found.losses[step] as number, loss), `${name}, step ${step}`).toBeLessThan(2e-5);
        });
        records.forEach((record, epoch) => {
          for (const part of ["trainLoss", "validationLoss", "testLoss"] as const) {
            const value = found.records[epoch]?.[part] as number;
            expect(relative(value, record[part] as number), `${name}, ${part}`).toBeLessThan(2e-5);
          }
        });
      }
    },
  );

  it("says before it begins what it cannot do: the WebAssembly one, train convolutions", () => {
    const { outcomes } = reports.get("wasm") as Report;
    const refused = Object.entries(outcomes).filter(([name]) => name.includes("conv,"));
    expect(refused).toHaveLength(8);
    for (const [name, { losses, refusal }] of refused) {
      expect(losses, name).toEqual([]);
      expect(refusal, name).toMatchObject({ name: "BackendError", changed: false });
      expect(refusal?.message, name).toMatch(/wasm.*convolutions.*mlp.*npm run setup/);
    }
  });
});
