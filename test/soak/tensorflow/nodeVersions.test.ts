import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { otherNode } from "../../support/otherNode.js";
import { runCommand } from "../../support/runCommand.js";

interface Training {
  readonly node: string;
  readonly tensorflow: string;
  readonly reports: readonly { readonly loss: number; readonly kept: number }[];
  readonly state: unknown;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kl-to-vae-nodes-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function train(path: string): Promise<Training> {
  const program = fileURLToPath(new URL("train.mjs", import.meta.url));
  const result = await runCommand("node", [program], { cwd: projectRoot, environment: { PATH: path } });
  expect(result.code, result.output).toBe(0);
  return JSON.parse(result.stdout.trim().split("\n").at(-1) as string) as Training;
}

describe("twenty compiled steps", () => {
  it.each(["20.19", "22", "24", "26"])(
    "have the losses under Node.js %s that they have under the one in use",
    async (version) => {
      const path = process.env["PATH"] as string;
      const here = await train(path);
      const there = await train([otherNode(folder, version), path].join(delimiter));
      expect(there.node.startsWith(`${version}.`)).toBe(true);
      expect(here.reports).toHaveLength(20);
      expect(there).toEqual({ ...here, node: there.node });
    },
  );
});
