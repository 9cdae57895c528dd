import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, type TestContext } from "vitest";
import { installLab } from "../../scripts/lab/installLab.js";
import { buildDirectory } from "../../scripts/setup/paths.mjs";
import { findPythonWithVenv } from "../../scripts/setup/python.mjs";
import { launchChromium } from "./chromium.js";
import { startJupyterLab, type JupyterLabServer } from "./startJupyterLab.js";

/** A JupyterLab on a folder, and a browser to look at it. */
export interface RunningLab {
  readonly server: JupyterLabServer;
  readonly browser: Browser;
  readonly folder: string;
  /** Pages of JupyterLab without a notebook, to be used again: it takes seconds to load. */
  readonly sparePages: Page[];
}

/** A kernel besides the project's own and Python's. */
export interface FurtherKernel {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Gives what {@link useLab} has started. */
export type GetLab = (context: Pick<TestContext, "skip">) => Promise<RunningLab>;

/**
 * Gives the tests of a file a JupyterLab and a browser, both started when a test first asks; a test is skipped, saying
 * why, where one of them cannot be had. The folder lies within the project, so that cells find its packages.
 *
 * @param kernels gives further ones, by name: the command that starts them, and what is added to its environment
 */
export function useLab(kernels: () => Readonly<Record<string, FurtherKernel>> = () => ({})): GetLab {
  let python: string | undefined;
  let lab: RunningLab | undefined;
  beforeAll(async () => {
    python = await findPythonWithVenv();
    if (python !== undefined) await installLab();
  }, 600_000);
  afterAll(async () => {
    if (lab === undefined) return;
    await lab.browser.close();
    await lab.server.stop();
    rmSync(lab.folder, { recursive: true, force: true });
  });
  return async (context) => {
    if (python === undefined) context.skip("Python 3.10 or newer with venv is not installed");
    if (lab !== undefined) return lab;
    const browser = await launchChromium(context);
    const tests = join(buildDirectory, "test");
    mkdirSync(tests, { recursive: true });
    const folder = mkdtempSync(join(tests, "lab-"));
    const jupyter = join(folder, ".jupyter");
    for (const [name, how] of Object.entries(kernels())) {
      mkdirSync(join(jupyter, "kernels", name), { recursive: true });
      const kernelspec = { ...how, display_name: name, language: "typescript" };
      writeFileSync(join(jupyter, "kernels", name, "kernel.json"), JSON.stringify(kernelspec));
    }
    const server = await startJupyterLab(folder, { JUPYTER_PATH: jupyter });
    return (lab = { browser, folder, server, sparePages: [] });
  };
}
