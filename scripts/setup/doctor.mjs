import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { dependenciesInstalled } from "./ensureDependencies.mjs";
import { jupyterDirectory, projectRoot } from "./paths.mjs";
import { findPythonWithPip, findPythonWithVenv } from "./python.mjs";
import { runProcess } from "./runProcess.mjs";
import { bindingIdentity, verifyBinding } from "./tensorflow/binding.mjs";
import { readRecord } from "./tensorflow/ensureTensorflow.mjs";
import { findCompiler } from "./tensorflow/findCompiler.mjs";
import { wheels } from "./tensorflow/wheels.mjs";
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
    ...(await tensorflow()),
    await gpu(),
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

/** @returns {Promise<Finding[]>} */
async function tensorflow() {
  const name = "native TensorFlow";
  const forced = process.env.KL_TO_VAE_BACKEND;
  const findings = /** @type {Finding[]} */ ([]);
  if (bindingIdentity() !== undefined) {
    const result = await verifyBinding();
    findings.push(
      "version" in result
        ? { name, state: "ok", found: `TensorFlow ${result.version}, loads and multiplies` }
        : {
            name,
            state: "optional",
            found: `built, but does not load: ${result.reason}`,
            remedy: "npm run setup",
          },
    );
  } else {
    const reasons = readRecord()?.reasons ?? ["not set up yet"];
    findings.push({
      name,
      state: "optional",
      found: `none, the WebAssembly backend serves: ${reasons.join(" ")}`,
      remedy: "npm run setup",
    });
    findings.push(...(await waysToTensorflow()));
  }
  if (forced) findings.push({ name: "KL_TO_VAE_BACKEND", state: "ok", found: forced });
  return findings;
}

/** @returns {Promise<Finding[]>} */
async function waysToTensorflow() {
  const [python, compiler] = await Promise.all([findPythonWithPip(), findCompiler()]);
  const wheel = wheels[`${process.platform}-${process.arch}`];
  return [
    { name: "  wheel", state: "optional", found: wheel ? wheel.requirement : "none for this platform" },
    python
      ? { name: "  Python with pip", state: "ok", found: python }
      : {
          name: "  Python with pip",
          state: "optional",
          found: "none",
          remedy: "Install Python 3 with pip (Debian: python3-pip).",
        },
    compiler
      ? { name: "  C++ compiler", state: "ok", found: compiler }
      : {
          name: "  C++ compiler",
          state: "optional",
          found: "none",
          remedy: "Install one (Debian: g++; macOS: xcode-select --install).",
        },
  ];
}

/** @returns {Promise<Finding>} */
async function gpu() {
  const name = "NVIDIA GPU";
  const { code, output } = await runProcess("nvidia-smi", ["--query-gpu=name", "--format=csv,noheader"], {
    timeoutSeconds: 20,
  });
  return { name, state: "optional", found: code === 0 ? `${output.trim()} (the CPU is used)` : "none" };
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
