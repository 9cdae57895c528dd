import { findPythonWithPip } from "../python.mjs";
import { buildInPlace, verifyBinding } from "./binding.mjs";
import { readRecord } from "./ensureTensorflow.mjs";
import { examineGpu } from "./examineGpu.mjs";
import { findCompiler } from "./findCompiler.mjs";
import { wheelFor } from "./wheels.mjs";

/** @typedef {import("../doctor.mjs").Finding} Finding */

const buildNames = { cpu: "CPU build", gpu: "GPU build", other: "not from the cache" };

/**
 * What the doctor says about native TensorFlow and the GPU.
 *
 * @returns {Promise<Finding[]>}
 */
export async function examineTensorflow() {
  const name = "native TensorFlow";
  const forced = process.env.KL_TO_VAE_BACKEND;
  const findings = /** @type {Finding[]} */ ([]);
  const build = buildInPlace();
  const result = build && (await verifyBinding());
  if (result && "version" in result) {
    const found = `TensorFlow ${result.version} (${buildNames[build]}), loads and multiplies on the ${result.device}`;
    findings.push({ name, state: "ok", found });
  } else if (result) {
    const found = `built, but does not load: ${result.reason}`;
    findings.push({ name, state: "optional", found, remedy: "npm run setup" });
  } else {
    const reasons = readRecord()?.reasons ?? ["not set up yet"];
    const found = `none, the WebAssembly backend serves: ${reasons.join(" ")}`;
    findings.push({ name, state: "optional", found, remedy: "npm run setup" });
    findings.push(...(await waysToTensorflow()));
  }
  if (forced) findings.push({ name: "KL_TO_VAE_BACKEND", state: "ok", found: forced });
  findings.push(...(await examineGpu(result && "version" in result ? result.device : undefined)));
  return findings;
}

/** @returns {Promise<Finding[]>} */
async function waysToTensorflow() {
  const [python, compiler] = await Promise.all([findPythonWithPip(), findCompiler()]);
  const wheel = wheelFor("cpu");
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
