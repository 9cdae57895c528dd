import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findGpu, requireGpu, wishedBuild } from "../../../scripts/setup/tensorflow/gpu.mjs";
import { pinnedPackages } from "../../../scripts/setup/tensorflow/nvidiaLibraries.mjs";
import { wheelFor } from "../../../scripts/setup/tensorflow/wheels.mjs";

const hasGpuBuild = process.platform === "linux" && process.arch === "x64";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kl-to-vae-gpu-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  chmodSync(path, 0o755);
  return path;
}

describe("wishedBuild", () => {
  it("is the GPU build where a driver left its sign, on a platform that has one", () => {
    const sign = write("version", "NVRM version: NVIDIA UNIX x86_64 Kernel Module");
    expect(wishedBuild({}, [join(folder, "none"), sign])).toBe(hasGpuBuild ? "gpu" : "any");
  });

  it("leaves the build open where there is no sign of a driver", () => {
    expect(wishedBuild({}, [join(folder, "none")])).toBe("any");
    expect(wishedBuild({ KL_TO_VAE_GPU: "" }, [])).toBe("any");
  });

  it("follows KL_TO_VAE_GPU, whatever the signs say", () => {
    const sign = write("version", "");
    expect(wishedBuild({ KL_TO_VAE_GPU: "0" }, [sign])).toBe("cpu");
    expect(wishedBuild({ KL_TO_VAE_GPU: "1" }, [])).toBe("gpu");
  });

  it("refuses another value of KL_TO_VAE_GPU", () => {
    expect(() => wishedBuild({ KL_TO_VAE_GPU: "yes" }, [])).toThrow("KL_TO_VAE_GPU is yes, but can be 0");
  });
});

describe("findGpu", () => {
  it("gives what nvidia-smi says, several GPUs in one line", async (context) => {
    if (process.platform === "win32") context.skip("needs a shell script in nvidia-smi's place");
    const program = write(
      "nvidia-smi",
      '#!/bin/sh\necho "NVIDIA T4, 550.54.14"\necho "NVIDIA T4, 550.54.14"\n',
    );
    expect(await findGpu(program)).toBe("NVIDIA T4, 550.54.14; NVIDIA T4, 550.54.14");
  });

  it("finds none where nvidia-smi is missing, fails or says nothing", async () => {
    expect(await findGpu(join(folder, "nvidia-smi"))).toBeUndefined();
    expect(
      await findGpu(write("fails", "#!/bin/sh\necho 'Driver/library version mismatch'\nexit 18\n")),
    ).toBeUndefined();
    expect(await findGpu(write("silent", "#!/bin/sh\n"))).toBeUndefined();
  });
});

describe("requireGpu", () => {
  it("says what to do where the driver names no GPU, unless the GPU build is asked for", async (context) => {
    if (await findGpu()) context.skip("this machine has a GPU");
    await expect(requireGpu({})).rejects.toThrow("nvidia-smi names no GPU");
    await expect(requireGpu({ KL_TO_VAE_GPU: "1" })).resolves.toBeUndefined();
  });
});

describe("the GPU build", () => {
  it("pins TensorFlow and twelve packages of NVIDIA, cuBLAS and cuDNN among them", (context) => {
    const wheel = wheelFor("gpu");
    if (!wheel) return context.skip("there is no GPU build for this platform");
    const names = pinnedPackages(wheel).map((entry) => entry.replace(/==.*/, ""));
    expect(names).toHaveLength(12);
    expect(names).toEqual(
      expect.arrayContaining(["nvidia-cublas-cu12", "nvidia-cudnn-cu12", "nvidia-nccl-cu12"]),
    );
  });
});
