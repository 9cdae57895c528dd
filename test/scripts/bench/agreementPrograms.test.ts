import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import type { StepLosses } from "../../../scripts/bench/agreement/messages.js";
import { ours, pyTorch } from "../../../scripts/bench/agreement/sides.js";
import { takeSteps } from "../../../scripts/bench/contestants/agreementTakeSteps.js";
import { buildDirectory, projectRoot } from "../../../scripts/setup/paths.mjs";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

const task = { hidden: [5, 3], latentDim: 2, steps: 2, seed: 7 };
const images = { data: new Uint8Array(300 * 784), shape: [300, 28, 28] };
const rng = new Rng(1);
images.data.forEach((_, i) => (images.data[i] = rng.integer(256)));

/** What `takeSteps` leaves and tells. */
async function firstSteps(): Promise<{ folder: string; told: StepLosses[] }> {
  await useBackend("cpu");
  const folder = join(temporaryDirectory(), "start");
  const told: StepLosses[] = [];
  await takeSteps({ ...task, images, folder }, (losses) => told.push({ ...losses }));
  return { folder, told };
}

function numbers(folder: string, name: string): Float32Array | Int32Array {
  const { buffer } = Uint8Array.from(readFileSync(join(folder, name)));
  return name.endsWith("i32") ? new Int32Array(buffer) : new Float32Array(buffer);
}

/** The weights by name, as anybody would read them. */
function weightsIn(folder: string): Record<string, NdArray<Float32Array>> {
  const values = numbers(folder, "weights.f32") as Float32Array;
  const list = JSON.parse(readFileSync(join(folder, "weights.json"), "utf8")) as {
    name: string;
    shape: number[];
  }[];
  let start = 0;
  const entries = list.map(({ name, shape }) => {
    const data = values.subarray(start, (start += shape.reduce((product, length) => product * length, 1)));
    return [name, { data, shape }] as const;
  });
  expect(start).toBe(values.length);
  return Object.fromEntries(entries);
}

describe("the first steps that others take after us", () => {
  it("begin with the losses that weights, batch and noise in the files give", async () => {
    const { folder, told } = await firstSteps();
    const weights = weightsIn(folder);
    const linear = (name: string, x: number[]): number[] => {
      const { data, shape } = weights[`${name}.weight`]!;
      const bias = weights[`${name}.bias`]!.data;
      return Array.from({ length: shape[0]! }, (_, row) =>
        x.reduce((sum, value, i) => sum + value * data[row * x.length + i]!, bias[row]!),
      );
    };
    const relu = (x: number[]): number[] => x.map((value) => Math.max(value, 0));
    const noise = numbers(folder, "noise.f32");
    let [reconstruction, kl] = [0, 0];
    numbers(folder, "positions.i32")
      .subarray(0, 128)
      .forEach((position, row) => {
        const grey = images.data.subarray(784 * position, 784 * (position + 1));
        const x = Array.from(grey, (value) => Math.round(value / 255));
        const features = relu(linear("encoder.1", relu(linear("encoder.0", x))));
        const [mean, logVariance] = [linear("mean", features), linear("logVariance", features)];
        const z = mean.map((mu, i) => mu + Math.exp(logVariance[i]! / 2) * noise[2 * row + i]!);
        const logits = linear("decoder.2", relu(linear("decoder.1", relu(linear("decoder.0", z)))));
        logits.forEach((logit, i) => (reconstruction += x[i]! * logit - Math.log1p(Math.exp(logit))));
        mean.forEach((mu, i) => (kl += (Math.exp(logVariance[i]!) + mu ** 2 - 1 - logVariance[i]!) / 2));
      });
    expect(told[0]!.reconstruction / (reconstruction / 128)).toBeCloseTo(1, 5);
    expect(told[0]!.kl / (kl / 128)).toBeCloseTo(1, 4);
    expect(told[0]!.loss / ((kl - reconstruction) / 128)).toBeCloseTo(1, 5);
  });

  it("have batches of different images, noise for all steps, and other losses in each", async () => {
    const { folder, told } = await firstSteps();
    const positions = numbers(folder, "positions.i32");
    expect(positions).toHaveLength(2 * 128);
    expect(new Set(positions).size).toBe(2 * 128);
    expect(positions).not.toEqual(positions.toSorted());
    expect(Math.min(...positions) >= 0 && Math.max(...positions) < 300).toBe(true);
    const noise = numbers(folder, "noise.f32");
    expect(noise).toHaveLength(2 * 128 * 2);
    expect(new Set(noise).size).toBeGreaterThan(500);
    expect(told).toHaveLength(2);
    expect(told[1]!.loss).not.toBe(told[0]!.loss);
  });
});

describe("the programs of both sides", () => {
  it.each([
    [ours.run, "agreementRun.js HIDDEN LATENT EPOCHS TRAIN TEST [SEED]"],
    [pyTorch.run, "agreement_run.py HIDDEN LATENT EPOCHS TRAIN TEST [SEED]"],
    [ours.steps, "agreementSteps.js HIDDEN LATENT TRAIN FOLDER STEPS SEED"],
    [pyTorch.steps, "agreement_steps.py HIDDEN LATENT TRAIN FOLDER DTYPE"],
  ])("take what they are given: %s", (script, usage) => {
    const source = join(projectRoot, relative(buildDirectory, script)).replace(/\.js$/, ".ts");
    const text = readFileSync(script.endsWith(".py") ? script : source, "utf8");
    expect(text).toContain(usage);
    // In this order in the program as well: [a = "", b = ""] = argv in JavaScript, main(a, b) in Python.
    const names = /^const \[(.+)\] = process/m.exec(text) ?? /^def main\((.+)\):$/m.exec(text);
    const given = usage.split(" ").slice(1);
    const wanted = names![1]!.split(", ").map((name) => name.replace(/ ?=.*$/, "").toUpperCase());
    expect(wanted.map((name) => name.replace("LATENTDIM", "LATENT"))).toEqual(
      given.map((name) => name.replace(/[[\]]/g, "")),
    );
  });
});
