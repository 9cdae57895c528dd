import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executedDirectory, projectRoot } from "../../../scripts/setup/paths.mjs";
import { otherNode } from "../../support/otherNode.js";
import { runCommand } from "../../support/runCommand.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kl-to-vae-nodes-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm start on other versions of Node.js", () => {
  it.each(["20.19", "22", "24", "26"])("works with Node.js %s", async (version) => {
    const environment = {
      PATH: [otherNode(folder, version), process.env["PATH"]].join(delimiter),
      npm_execpath: undefined,
    };
    const result = await runCommand("npm", ["start"], { cwd: projectRoot, environment, timeoutSeconds: 900 });
    expect(result.code, result.output).toBe(0);
    expect(result.stdout).toContain("site/index.html");
  });

  it("is refused, with what to install, by Node.js 18", async () => {
    const environment = {
      PATH: [otherNode(folder, "18"), process.env["PATH"]].join(delimiter),
      npm_execpath: undefined,
    };
    const result = await runCommand("node", ["scripts/main.mjs", "start"], { cwd: projectRoot, environment });
    expect(result.code).toBe(1);
    expect(result.output).toMatch(/needs Node\.js 20\.19 or newer, but this is 18\./);
    expect(result.output).not.toMatch(/^\s+at /m);
  });
});

describe("npm start on another backend", () => {
  it("works on WebAssembly, and says that convolutions are left out", async () => {
    const environment = { KL_TO_VAE_BACKEND: "wasm" };
    const result = await runCommand("npm", ["start"], { cwd: projectRoot, environment, timeoutSeconds: 900 });
    expect(result.code, result.output).toBe(0);
    expect(result.stdout).toMatch(/Backend: .*WebAssembly.*no training of convolutions/);
    const executed = readFileSync(join(executedDirectory, "04-vae-code-and-experiments.ipynb"), "utf8");
    expect(executed).toMatch(/Left out: the backend in use \(wasm\)/);
  });
});
