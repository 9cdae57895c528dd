/**
 * TensorFlow's own library, as PyPI ships it in the wheels for CPython 3.11 (any other Python can fetch them).
 * Checksums are of the wheel files.
 *
 * @typedef {{ requirement: string, platform: string, sha256: string, megabytes: number, libraries: [string, string] }} Wheel
 */

export const tensorflowVersion = "2.21.0";

/** @type {Readonly<Record<string, Wheel>>} keyed on `${process.platform}-${process.arch}` */
export const wheels = {
  "linux-x64": {
    requirement: `tensorflow-cpu==${tensorflowVersion}`,
    platform: "manylinux_2_27_x86_64",
    sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
    megabytes: 274,
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
  },
  "linux-arm64": {
    requirement: `tensorflow==${tensorflowVersion}`,
    platform: "manylinux_2_27_aarch64",
    sha256: "4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c",
    megabytes: 270,
    libraries: ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"],
  },
  "darwin-arm64": {
    requirement: `tensorflow==${tensorflowVersion}`,
    platform: "macosx_12_0_arm64",
    sha256: "51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88",
    megabytes: 220,
    libraries: ["libtensorflow_cc.2.dylib", "libtensorflow_framework.2.dylib"],
  },
};

/** Megabytes that a set-up from the wheel needs in the cache while it runs: the wheel, its library, the headers. */
export const neededMegabytes = 1_300;
