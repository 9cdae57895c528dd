import { tfjsNodeVersion } from "./binding.mjs";

/**
 * TensorFlow's own library, as PyPI ships it in the wheels for CPython 3.11 (any other Python can fetch them).
 *
 * `platforms`: what to ask pip for. `sha256`: of the wheel file. `neededMegabytes`: what a set-up needs in the cache while it
 * runs. `requirements`: a file beside this one with further packages that the library loads.
 *
 * @typedef {"cpu" | "gpu"} Build
 * @typedef {{
 *   requirement: string, platforms: string[], sha256: string, megabytes: number, neededMegabytes: number,
 *   libraries: [string, string], requirements?: string,
 * }} Wheel
 */

export const tensorflowVersion = "2.21.0";

/** @type {[string, string]} */
const linuxLibraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];

/** @type {Readonly<Record<string, Wheel>>} keyed on `${process.platform}-${process.arch}`, with `-gpu` for the GPU build */
const wheels = {
  "linux-x64": {
    requirement: `tensorflow-cpu==${tensorflowVersion}`,
    platforms: ["manylinux_2_27_x86_64"],
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
    megabytes: 274,
    neededMegabytes: 1_300,
    libraries: linuxLibraries,
  },
  "linux-x64-gpu": {
    requirement: `tensorflow==${tensorflowVersion}`,
    platforms: ["manylinux_2_27_x86_64", "manylinux_2_25_x86_64", "manylinux2014_x86_64"],
    sha256: "9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124",
    megabytes: 572,
    neededMegabytes: 9_000,
    libraries: linuxLibraries,
    requirements: "nvidia-requirements.txt",
  },
  "linux-arm64": {
    requirement: `tensorflow==${tensorflowVersion}`,
    platforms: ["manylinux_2_27_aarch64"],
    sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
    megabytes: 270,
    neededMegabytes: 1_300,
    libraries: linuxLibraries,
  },
  "darwin-arm64": {
    requirement: `tensorflow==${tensorflowVersion}`,
    platforms: ["macosx_12_0_arm64"],
    sha256: "51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88",
    megabytes: 220,
    neededMegabytes: 1_300,
    libraries: ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"],
  },
};

/**
 * The wheel for this machine, or undefined where there is none.
 *
 * @param {Build} build
 */
export function wheelFor(build) {
  return wheels[keyOf(build)];
}

/**
 * The name of the cache's folder for a build on this machine.
 *
 * @param {Build} build
 */
export function folderNameOf(build) {
  return `tensorflow-${tensorflowVersion}-tfjs-node-${tfjsNodeVersion()}-${keyOf(build)}`;
}

/** @param {Build} build */
function keyOf(build) {
  return `${process.platform}-${process.arch}${build === "gpu" ? "-gpu" : ""}`;
}
