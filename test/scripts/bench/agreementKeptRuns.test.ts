import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KeptRuns, type Run, type RunIdentity } from "../../../scripts/bench/agreement/KeptRuns.js";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

const identity: RunIdentity = {
  side: "kl-to-vae",
  data: "0f",
  model: "784-400-20",
  epochs: 2,
  seed: 1,
  versions: { TensorFlow: "2.21.0", "Node.js": "20.20.2" },
  threads: 2,
  program: "a1",
};

function run(testLoss: number): Run {
  return {
    epochs: [
      { trainLoss: 120, testLoss: 100 },
      { trainLoss: 99, testLoss },
    ],
    seconds: 3.5,
    date: "2020-01-01T00:00:00.000Z",
  };
}

function file(): string {
  return join(temporaryDirectory(), "deep", "runs.jsonl");
}

describe("the file of kept trainings", () => {
  it("gives back what was kept, now and to whoever opens it later", () => {
    const path = file();
    const runs = new KeptRuns(path);
    expect(runs.find(identity)).toBeUndefined();
    runs.keep(identity, run(90));
    runs.keep({ ...identity, seed: 2 }, run(91));
    for (const kept of [runs, new KeptRuns(path)]) {
      expect(kept.find(identity)).toEqual(run(90));
      expect(kept.find({ ...identity, seed: 2 })).toEqual(run(91));
    }
  });

  it.each<[string, Partial<RunIdentity>]>([
    ["side", { side: "PyTorch" }],
    ["data", { data: "0e" }],
    ["model", { model: "784-400-150-2" }],
    ["number of epochs", { epochs: 3 }],
    ["seed", { seed: 3 }],
    ["version", { versions: { TensorFlow: "2.22.0", "Node.js": "20.20.2" } }],
    ["list of versions", { versions: { TensorFlow: "2.21.0" } }],
    ["number of threads", { threads: 1 }],
    ["program", { program: "a2" }],
  ])("gives nothing for another %s", (_, change) => {
    const path = file();
    new KeptRuns(path).keep(identity, run(90));
    expect(new KeptRuns(path).find({ ...identity, ...change })).toBeUndefined();
  });

  it("does not mind the order in which versions are told", () => {
    const runs = new KeptRuns(file());
    runs.keep(identity, run(90));
    const versions = { "Node.js": "20.20.2", TensorFlow: "2.21.0" };
    expect(runs.find({ ...identity, versions })).toEqual(run(90));
  });

  it("takes the latest of several trainings of one identity", () => {
    const path = file();
    new KeptRuns(path).keep(identity, run(90));
    new KeptRuns(path).keep(identity, run(92));
    expect(new KeptRuns(path).find(identity)).toEqual(run(92));
  });

  it("goes on after a line that was cut off wherever it was", () => {
    const path = file();
    new KeptRuns(path).keep(identity, run(90));
    const whole = readFileSync(path).length;
    for (let length = 0; length < whole; length++) {
      writeFileSync(path, "");
      new KeptRuns(path).keep(identity, run(90));
      truncateSync(path, length);
      const cut = new KeptRuns(path);
      expect(cut.find(identity)).toBeUndefined();
      cut.keep({ ...identity, seed: 2 }, run(91));
      const later = new KeptRuns(path);
      expect(later.find(identity)).toBeUndefined();
      expect(later.find({ ...identity, seed: 2 })).toEqual(run(91));
    }
  });

  it("passes over lines of another kind", () => {
    const path = file();
    const runs = new KeptRuns(path);
    runs.keep(identity, run(90));
    appendFileSync(path, '\n{"identity":{"seed":1},"run":{}}\nwords\n[]\n');
    runs.keep({ ...identity, seed: 2 }, run(91));
    const later = new KeptRuns(path);
    expect([later.find(identity), later.find({ ...identity, seed: 2 })]).toEqual([run(90), run(91)]);
  });
});
