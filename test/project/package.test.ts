import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";
import { runCommand } from "../support/runCommand.js";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kl-to-vae-empty-"));
  const packed = await runCommand("npm", ["pack", "--pack-destination", folder], {
    cwd: join(projectRoot, "lib"),
  });
  expect(packed.code, packed.output).toBe(0);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", private: true }));
  const install = [
    "install",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--prefer-offline",
    `./${tarball}`,
  ];
  const installed = await runCommand("npm", install, { cwd: folder });
  expect(installed.code, installed.output).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function runIn(args: string[]): Promise<string> {
  const { code, stdout, output } = await runCommand(process.execPath, args, { cwd: folder });
  expect(code, output).toBe(0);
  return stdout.trim();
}

describe("the packed library in an empty project", () => {
  it("computes a divergence when it is imported", async () => {
    const program = `
      import { Normal } from "kl-to-vae/distributions";
      import { klDivergence } from "kl-to-vae/divergences";
      console.log(klDivergence(new Normal(0, 1), new Normal(1, 2)).toFixed(10));`;
    // log 2 + (1 + 1) / (2 · 4) − ½
    expect(await runIn(["--input-type=module", "-e", program])).toBe((Math.log(2) - 0.25).toFixed(10));
  });

  it("fits Old Faithful, whose data travel with it, when it is required", async () => {
    const program = `
      const { oldFaithful } = require("kl-to-vae/data");
      const { GaussianMixture } = require("kl-to-vae/mixture");
      const { features } = oldFaithful();
      const mixture = new GaussianMixture({ nComponents: 2, seed: 0 }).fit(features);
      console.log(mixture.means.shape[0]);`;
    expect(await runIn(["--disable-warning=ExperimentalWarning", "-e", program])).toBe("2");
  });

  it("names the TensorFlow.js package that its tensorflow topic needs, where that is missing", async () => {
    const program = 'import("kl-to-vae/tensorflow").catch((error) => console.log(error.message))';
    expect(await runIn(["-e", program])).toContain("@tensorflow/tfjs-core");
  });

  it("has every topic in its exports, with its types, and nothing else", () => {
    const manifest = JSON.parse(
      readFileSync(join(folder, "node_modules/kl-to-vae/package.json"), "utf8"),
    ) as {
      exports: Record<string, unknown>;
      typesVersions: Record<"*", Record<string, string[]>>;
    };
    const topics = readdirSync(join(projectRoot, "lib", "src")).sort();
    expect(Object.keys(manifest.exports).sort()).toEqual(
      ["./package.json", ...topics.map((topic) => `./${topic}`)].sort(),
    );
    expect(Object.keys(manifest.typesVersions["*"]).sort()).toEqual(topics);
  });
});
