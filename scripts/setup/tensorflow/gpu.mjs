import { existsSync } from "node:fs";
import { runProcess } from "../runProcess.mjs";
import { SetupError } from "../SetupError.mjs";
import { wheelFor } from "./wheels.mjs";

// What NVIDIA's driver puts there: on Linux, in a container that was given a GPU, in WSL.
const driverSigns = ["/proc/driver/nvidia/version", "/dev/nvidiactl", "/usr/lib/wsl/lib/nvidia-smi"];

/**
 * The build of TensorFlow that is wanted here: with `KL_TO_VAE_GPU=0` the CPU build, with `KL_TO_VAE_GPU=1` or an NVIDIA
 * driver the GPU build, else whichever is there (the GPU build runs without a GPU too). Cheap enough for every start: whether
 * the driver works is asked only when the GPU build is made.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} signs files that show that there is a driver
 * @returns {"cpu" | "gpu" | "any"}
 * @throws SetupError for another value of `KL_TO_VAE_GPU`
 */
export function wishedBuild(environment = process.env, signs = driverSigns) {
  const asked = environment.KL_TO_VAE_GPU ?? "";
  if (asked === "0") return "cpu";
  if (asked === "1") return "gpu";
  if (asked !== "") {
    throw new SetupError(
      `KL_TO_VAE_GPU is ${asked}, but can be 0 (the CPU build) or 1 (the GPU build) only.`,
      {
        remedy: "Unset it to have the GPU build where there is a GPU.",
      },
    );
  }
  return wheelFor("gpu") && signs.some((path) => existsSync(path)) ? "gpu" : "any";
}

/**
 * The NVIDIA GPUs that the driver answers for, with its version.
 *
 * @param {string} [program]
 * @returns {Promise<string | undefined>} like "NVIDIA GeForce RTX 3060, 550.54.14"; undefined where there is none
 */
export async function findGpu(program = "nvidia-smi") {
  const args = ["--query-gpu=name,driver_version", "--format=csv,noheader"];
  const { code, output } = await runProcess(program, args, { timeoutSeconds: 20 });
  const gpus = output.trim().split("\n").join("; ");
  return code === 0 && gpus !== "" ? gpus : undefined;
}

/** @throws SetupError where the driver answers for no GPU, unless `KL_TO_VAE_GPU=1` asks for the GPU build all the same */
export async function requireGpu(environment = process.env) {
  if (environment.KL_TO_VAE_GPU === "1" || (await findGpu())) return;
  throw new SetupError("there are signs of an NVIDIA driver, but nvidia-smi names no GPU", {
    remedy: "Mend the driver, or settle for the CPU build with KL_TO_VAE_GPU=0.",
  });
}
