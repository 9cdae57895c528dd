import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { dependenciesInstalled } from "./ensureDependencies.mjs";
import { jupyterDirectory, projectRoot } from "./paths.mjs";
import { findPythonWithVenv } from "./python.mjs";
import { examineTensorflow } from "./tensorflow/examineTensorflow.mjs";
import { findChromium } from "./findChromium.mjs";
import { usableCache } from "./usableCache.mjs";

/**
 * One line of the report. `state`: whether it is there, is missing but can be done without, or is missing and needed.
 *
 * @typedef {{ name: string, state: "ok" | "optional" | "missing", found: string, remedy?: string }} Finding
 */

const marks = { ok: "ok      ", optional: "optional", missing: "MISSING " };

/** `npm run doctor`: what is installed, what will be used, what is missing and how to get it. Changes nothing. */
export async function command() {
  const findings = await examine();
  for (const { name, state, found, remedy } of findings) {
    console.log(`${marks[state]}  ${name.padEnd(22)} ${found}`);
    if (remedy) console.log(`${" ".repeat(33)}→ ${remedy}`);
  }
  return findings.some(({ state }) => state === "missing") ? 1 : 0;
}

/** @returns {Promise<Finding[]>} */
async function examine() {
  return [
    {
      name: "Node.js",
      state: "ok",
      found: `${process.versions.node} on ${process.platform}-${process.arch}`,
    },
    {
      name: "machine",
      state: "ok",
      found: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    },
    packages(),
    cache(),
    ...(await examineTensorflow()),
    kernel(),
    data(),
    await lab(),
    browser(),
  ];
}

/** @returns {Finding} */
function packages() {
  return dependenciesInstalled()
    ? { name: "npm packages", state: "ok", found: "installed as the lock file says" }
    : {
        name: "npm packages",
        state: "missing",
        found: "not installed, or not at the versions of the lock file",
        remedy: "npm run setup",
      };
}

/** @returns {Finding} */
function cache() {
  try {
    const { directory, note } = usableCache();
    return { name: "cache", state: "ok", found: note ?? directory };
  } catch (error) {
    return {
      name: "cache",
      state: "missing",
      found: String(error),
      remedy: "Name a folder that can be written with KL_TO_VAE_CACHE.",
    };
  }
}

/** @returns {Finding} */
function kernel() {
  const path = join(jupyterDirectory, "kernels", "kl-to-vae", "kernel.json");
  return existsSync(path)
    ? { name: "Jupyter kernel", state: "ok", found: `kl-to-vae (JUPYTER_PATH=${jupyterDirectory})` }
    : {
        name: "Jupyter kernel",
        state: "missing",
        found: "its kernelspec is not written yet",
        remedy: "npm run setup",
      };
}

/** @returns {Finding} */
function data() {
  const name = "data";
  const own = process.env.KL_TO_VAE_DATA;
  if (own) return { name, state: "ok", found: `KL_TO_VAE_DATA=${own}` };
  const mnist = join(usableCache().directory, "data", "mnist");
  return existsSync(mnist)
    ? { name, state: "ok", found: `MNIST in ${mnist}` }
    : {
        name,
        state: "optional",
        found: "no MNIST yet; the synthetic digits serve",
        remedy: "npm run data, or npm run data -- --from DIR",
      };
}

/** @returns {Promise<Finding>} */
async function lab() {
  const name = "JupyterLab";
  if (existsSync(join(projectRoot, "build", "lab", "complete.json")))
    return { name, state: "ok", found: "installed by npm run lab" };
  return (await findPythonWithVenv())
    ? { name, state: "optional", found: "not installed yet", remedy: "npm run lab" }
    : {
        name,
        state: "optional",
        found: "needs Python 3.10 or newer with venv",
        remedy: "Debian: apt-get install python3-venv",
      };
}

/** @returns {Finding} */
function browser() {
  const name = "Chromium (tests)";
  const path = findChromium();
  return path
    ? { name, state: "ok", found: path }
    : {
        name,
        state: "optional",
        found: "none; the tests in a browser are skipped",
        remedy: "Debian: apt-get install chromium, or set CHROME_PATH.",
      };
}
