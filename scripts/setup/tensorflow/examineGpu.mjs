import { buildInPlace } from "./binding.mjs";
import { readRecord } from "./ensureTensorflow.mjs";
import { findGpu, wishedBuild } from "./gpu.mjs";
import { pinnedPackages } from "./nvidiaLibraries.mjs";
import { wheelFor } from "./wheels.mjs";

/** @typedef {import("../doctor.mjs").Finding} Finding */

/**
 * What the doctor says about the GPU: whether one is there, whether it is used, how to switch and what the GPU build consists of.
 *
 * @param {"CPU" | "GPU" | undefined} device what native TensorFlow computes on
 * @returns {Promise<Finding[]>}
 */
export async function examineGpu(device) {
  const name = "NVIDIA GPU";
  const gpu = await findGpu();
  const wish = wishedBuild();
  if (!gpu && wish !== "gpu") return [{ name, state: "optional", found: "none" }];
  const used = device === "GPU";
  /** @type {Finding} */
  const finding = {
    name,
    state: used ? "ok" : "optional",
    found: gpu ? `${gpu} (${used ? "TensorFlow computes on it" : "not used"})` : "nvidia-smi names none",
  };
  const wheel = wheelFor("gpu");
  if (!wheel)
    return [{ ...finding, remedy: "TensorFlow has no GPU build for this platform; the CPU serves." }];
  const packages = [wheel.requirement, ...pinnedPackages(wheel)].join(", ");
  const needs = `NVIDIA's driver for CUDA 12; a set-up needs ${wheel.neededMegabytes} MB`;
  return [
    { ...finding, remedy: advice(wish, device) },
    { name: "  GPU build", state: "optional", found: `${packages}; ${needs}` },
  ];
}

/**
 * @param {ReturnType<typeof wishedBuild>} wish
 * @param {"CPU" | "GPU" | undefined} device
 */
function advice(wish, device) {
  if (wish === "cpu") return "KL_TO_VAE_GPU=0 asks for the CPU build; unset it to use the GPU.";
  if (device === "GPU") return "KL_TO_VAE_GPU=0 switches to the CPU build.";
  if (buildInPlace() === "gpu")
    return "The GPU build is in place, but TensorFlow sees no GPU: look at the driver.";
  if (wish === "any") return "KL_TO_VAE_GPU=1 and npm run setup bring the GPU build.";
  const reasons = device ? (readRecord()?.reasons ?? []) : [];
  return [...reasons, "npm run setup tries the GPU build again; KL_TO_VAE_GPU=0 settles for the CPU."].join(
    " ",
  );
}
