import { writeKernelspec } from "../kernel/kernelspec.mjs";
import { ensureBuilt } from "./build.mjs";
import { ensureDependencies } from "./ensureDependencies.mjs";
import { ensureTensorflow } from "./tensorflow/ensureTensorflow.mjs";
import { usableCache } from "./usableCache.mjs";

/**
 * Everything a command needs, from a fresh clone on; nothing to do takes well under a second.
 *
 * @param {{ tensorflow: boolean, retry?: boolean }} options `tensorflow`: also bring native TensorFlow; `retry`: even if it
 *   was tried in vain before
 * @throws SetupError that says what is missing and what to do
 */
export async function setUp({ tensorflow, retry = false }) {
  const cache = usableCache();
  if (cache.note) console.error(`  ${cache.note}`);
  process.env.KL_TO_VAE_CACHE = cache.directory;
  await ensureDependencies();
  if (tensorflow && wantsNative(process.env.KL_TO_VAE_BACKEND)) await bringTensorflow(retry);
  await ensureBuilt();
  writeKernelspec();
}

/** @param {boolean} retry */
async function bringTensorflow(retry) {
  const found = await ensureTensorflow({ retry });
  const lacksGpu = found.wish === "gpu" && found.build !== "gpu" && found.reasons.length > 0;
  if (found.native && !lacksGpu) return;
  console.error(
    found.native
      ? "  TensorFlow's GPU build cannot be had here; the CPU serves (KL_TO_VAE_GPU=0 settles for it):"
      : "  Native TensorFlow cannot be had here; the WebAssembly backend serves (slower, no convolutions):",
  );
  for (const reason of found.reasons) console.error(`  - ${reason}`);
  console.error("  `npm run setup` tries again; `npm run doctor` says what is missing.");
}

/** @param {string | undefined} backend */
function wantsNative(backend) {
  return backend === undefined || backend === "" || backend === "auto" || backend === "tensorflow";
}
