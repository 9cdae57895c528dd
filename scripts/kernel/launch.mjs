/**
 * The kernel behind the notebooks, named by their kernelspec: `node launch.mjs CONNECTION_FILE`.
 * It imports on demand, so that a missing dependency is a message and not a stack trace.
 */
import { readFileSync } from "node:fs";
import { watchParent } from "./watchParent.mjs";

/** Brings the library's `dist` up to date, unless whoever starts this kernel has done so (`KL_TO_VAE_BUILT`). */
async function prepareLibrary() {
  if (process.env.KL_TO_VAE_BUILT === "1") return undefined;
  try {
    const { ensureLibraryBuilt } = await import("../setup/build.mjs");
    await ensureLibraryBuilt();
    return undefined;
  } catch (error) {
    const evalue = describe(error);
    return { ename: "BuildError", evalue, traceback: [`BuildError: ${evalue}`] };
  }
}

/** @param {string | undefined} connectionFile */
async function launch(connectionFile) {
  if (connectionFile === undefined)
    throw new Error("it is started by Jupyter or by the runner, with a connection file.");
  /** @type {unknown} */
  const connection = JSON.parse(readFileSync(connectionFile, "utf8"));
  watchParent();
  const preparation = prepareLibrary();
  const { startKernel } = await import("./startKernel.mjs");
  await startKernel(/** @type {import("./wire.mjs").Connection} */ (connection), preparation);
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? error.message : String(error);
}

launch(process.argv[2]).catch((/** @type {unknown} */ error) => {
  console.error(`The kernel cannot start: ${describe(error)}`);
  process.exit(1);
});
