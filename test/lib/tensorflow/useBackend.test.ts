import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, it } from "vitest";
import { BackendError, InvalidArgumentError } from "kl-to-vae/errors";
import {
  currentBackend,
  memory,
  useBackend,
  type BackendDescription,
  type BackendName,
} from "kl-to-vae/tensorflow";

afterEach(() => {
  delete process.env["KL_TO_VAE_BACKEND"];
});

async function nativeOrReason(): Promise<BackendDescription | string> {
  try {
    return await useBackend("tensorflow");
  } catch (error) {
    if (error instanceof BackendError) return error.message;
    throw error;
  }
}

describe("useBackend", () => {
  it("starts the WebAssembly backend, which cannot train convolutions", async () => {
    const description = await useBackend("wasm");
    expect(description).toMatchObject({
      name: "wasm",
      device: "CPU",
      capabilities: { convolutionGradients: false },
    });
    expect(description.version).toBe(tf.version_core);
    expect(tf.getBackend()).toBe("wasm");
    expect(await tf.square([1, 2]).array()).toEqual([1, 4]);
  });

  it("starts the plain JavaScript backend, which can train convolutions", async () => {
    const description = await useBackend("cpu");
    expect(description).toMatchObject({
      name: "cpu",
      device: "CPU",
      capabilities: { convolutionGradients: true },
    });
    expect(description.summary).not.toContain("\n");
  });

  it("starts native TensorFlow and names its version, or says what to run where it is missing", async () => {
    const native = await nativeOrReason();
    if (typeof native === "string") {
      expect(native).toMatch(/npm run setup|npm install/);
      return;
    }
    expect(native).toMatchObject({ name: "tensorflow", capabilities: { convolutionGradients: true } });
    expect(native.version).toMatch(/^2\.\d+\.\d+/);
    expect(native.summary).toContain(native.version);
  });

  it("chooses the fastest backend that loads under auto, and says why it is not the native one", async () => {
    const native = await nativeOrReason();
    const description = await useBackend("auto");
    expect(description.name).toBe(typeof native === "string" ? "wasm" : "tensorflow");
    expect(description.reason).toBe(typeof native === "string" ? native : undefined);
  });

  it("gives the same description again, also for calls that overlap", async () => {
    const descriptions = await Promise.all([useBackend("cpu"), useBackend("cpu"), useBackend("cpu")]);
    expect(new Set(descriptions).size).toBe(1);
    expect(currentBackend()).toBe(descriptions[0]);
  });

  it("serves overlapping calls for different backends in their order", async () => {
    const names = (await Promise.all([useBackend("cpu"), useBackend("wasm")])).map(({ name }) => name);
    expect(names).toEqual(["cpu", "wasm"]);
    expect(tf.getBackend()).toBe("wasm");
  });

  it("reads KL_TO_VAE_BACKEND where no name is given", async () => {
    process.env["KL_TO_VAE_BACKEND"] = "cpu";
    expect((await useBackend()).name).toBe("cpu");
    expect((await useBackend("wasm")).name).toBe("wasm");
  });

  it("refuses unknown names and lists the choices", async () => {
    const refused = useBackend("cuda" as BackendName);
    await expect(refused).rejects.toThrow(InvalidArgumentError);
    await expect(refused).rejects.toThrow("auto, tensorflow, webgpu, wasm, cpu");
    process.env["KL_TO_VAE_BACKEND"] = "fast";
    await expect(useBackend()).rejects.toThrow(/KL_TO_VAE_BACKEND.*"fast"/);
  });

  it("refuses WebGPU where its package is not installed and keeps the backend that was there", async () => {
    await useBackend("cpu");
    await expect(useBackend("webgpu")).rejects.toThrow(BackendError);
    await expect(useBackend("webgpu")).rejects.toThrow("package webgpu is not installed");
    expect(currentBackend()?.name).toBe("cpu");
  });
});

describe("memory", () => {
  it("counts the tensors that are held and their bytes", async () => {
    await useBackend("cpu");
    const before = memory();
    const tensor = tf.zeros([3, 5]);
    expect(memory()).toEqual({ tensors: before.tensors + 1, bytes: before.bytes + 60 });
    tensor.dispose();
    expect(memory()).toEqual(before);
  });
});
