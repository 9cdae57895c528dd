import { existsSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "../lastLines.mjs";
import { projectRoot } from "../paths.mjs";
import { runStep } from "../runStep.mjs";
import { SetupError } from "../SetupError.mjs";
import { tfjsNodeDirectory } from "./binding.mjs";
import { bindingName } from "./cachedBinding.mjs";
import { diskFull } from "./space.mjs";

const timeoutSeconds = 10 * 60;

/**
 * Compiles tfjs-node's two C++ files against TensorFlow's library, into the library's folder.
 *
 * @param {string} compiler
 * @param {import("./wheels.mjs").Wheel} wheel
 * @param {string} folder
 */
export async function compileBinding(compiler, wheel, folder) {
  const headers = join(projectRoot, "node_modules", "node-api-headers", "include");
  const platformFlags =
    process.platform === "darwin"
      ? ["-undefined", "dynamic_lookup", "-Wl,-rpath,@loader_path"]
      : ["-Wl,-rpath,$ORIGIN"];
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((source) =>
    join(tfjsNodeDirectory, "binding", source),
  );
  const includes = [headers, join(folder, "include"), tfjsNodeDirectory].map((path) => `-I${path}`);
  const libraries = wheel.libraries.map((name) => join(folder, name));
  const args = [
    "-std=c++17",
    "-O2",
    "-fPIC",
    "-shared",
    "-DNAPI_VERSION=8",
    ...includes,
    ...sources,
    ...platformFlags,
    ...libraries,
    "-o",
    join(folder, bindingName),
  ];
  const title = "Building the binding to TensorFlow";
  const { code, output, timedOut } = await runStep(title, compiler, args, { timeoutSeconds });
  if (code === 0 && existsSync(join(folder, bindingName))) return;
  if (/No space left/.test(output)) throw diskFull(folder);
  const reason = timedOut
    ? `took longer than ${timeoutSeconds / 60} minutes`
    : `failed\n${lastLines(output, 5)}`;
  throw new SetupError(`the C++ compiler (${compiler}) ${reason}`);
}
