import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LossReport } from "../../../scripts/bench/agreement/makeLossReport.js";
import type { SeedReport } from "../../../scripts/bench/agreement/makeSeedReport.js";
import { runSeeds } from "../../../scripts/bench/agreement/runSeeds.js";
import { benchDirectory } from "../../../scripts/bench/benchDirectory.js";
import { command } from "../../../scripts/bench/command.js";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";
import { ends } from "../notebook/lives.js";
import { tinyLosses, tinySeeds, type TinySeeds } from "./tinyAgreement.js";
import { script } from "./tinyComparison.js";

const shares = vi.hoisted(() => ({ programs: 2, threads: 1 }));
vi.mock("../../../scripts/bench/agreement/machineShares.js", () => ({ machineShares: () => shares }));

let printed: string;
let errors: string;
let progress: string;
beforeEach(() => {
  printed = errors = progress = "";
  shares.programs = 2;
  mkdirSync(benchDirectory, { recursive: true });
  vi.spyOn(console, "log").mockImplementation((text: string) => void (printed += `${text}\n`));
  vi.spyOn(console, "error").mockImplementation((text: string) => void (errors += `${text}\n`));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((progress += String(text))));
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const name of readdirSync(benchDirectory)) {
    if (/^test-(seeds|losses)/.test(name)) rmSync(join(benchDirectory, name), { recursive: true });
  }
});

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** How often each seed was trained from. */
function trained(agreement: TinySeeds): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { seed } of agreement.log()) if (seed) counts[seed] = (counts[seed] ?? 0) + 1;
  return counts;
}

const options = {
  seeds: 3,
  epochs: 2,
  afresh: false,
  python: "python3",
  signal: new AbortController().signal,
};

describe("npm run bench for trainings from different seeds", () => {
  it("trains on both sides from every seed, and prints and writes what came of it", async () => {
    const agreement = tinySeeds();
    const json = join(temporaryDirectory(), "reports.json");
    expect(await command(["--seeds", "3", "--epochs", "2", "--json", json], [agreement])).toBe(0);
    expect(trained(agreement)).toEqual({ 1: 2, 2: 2, 3: 2 });
    expect(progress).toContain("test-seeds: 6 trainings");
    expect(agreement.log().at(-1)).toMatchObject({ hidden: "30,20", latentDim: "2", epochs: "2" });
    expect(printed).toMatch(/^3 +102\.000 +101\.000 +\d+ +102\.000 +101\.000 +\d+$/m);
    const report = read(join(benchDirectory, "test-seeds.json")) as SeedReport;
    expect(report.sides.map(({ test }) => test.mean)).toEqual([100, 100]);
    expect(read(json)).toEqual([report]);
  });

  it("does not repeat what an earlier command finished, unless asked to", async () => {
    const agreement = tinySeeds();
    for (const seeds of ["2", "3"]) {
      expect(await command(["--seeds", seeds, "--epochs", "2"], [agreement])).toBe(0);
    }
    expect(trained(agreement)).toEqual({ 1: 2, 2: 2, 3: 2 });
    expect(printed).toContain("4 of 6 trainings are kept from earlier commands.");
    expect(await command(["--seeds", "1", "--epochs", "2", "--afresh"], [agreement])).toBe(0);
    expect(trained(agreement)).toEqual({ 1: 4, 2: 2, 3: 2 });
    expect(await command(["--seeds", "1", "--epochs", "3"], [agreement])).toBe(0);
    expect(trained(agreement)).toEqual({ 1: 6, 2: 2, 3: 2 });
  });

  it("ends both sides when it is interrupted, and goes on where it stopped", async () => {
    shares.programs = 1;
    const stuck = tinySeeds("hang:2");
    const controller = new AbortController();
    const run = runSeeds(stuck, { ...options, signal: controller.signal });
    const failure = run.catch((error: unknown) => error);
    await vi.waitFor(() => expect(trained(stuck)).toMatchObject({ 1: 2, 2: 1 }), 10_000);
    controller.abort(new Error("enough"));
    expect(await failure).toEqual(new Error("enough"));
    for (const { pid } of stuck.log()) expect(await ends(pid)).toBe(true);

    const next = tinySeeds();
    const { kept, sides } = await runSeeds(next, options);
    expect(kept).toBe(2);
    expect(trained(next)).toEqual({ 2: 2, 3: 2 });
    expect(sides[0].runs.map(({ epochs }) => epochs.at(-1)?.testLoss)).toEqual([99, 100, 101]);
  });

  it("says which side failed and what to do, and keeps what was finished", async () => {
    shares.programs = 1;
    expect(await command(["--seeds", "3", "--epochs", "2"], [tinySeeds("fail:3")])).toBe(1);
    expect(errors).toMatch(/^\nours exited with code 1; it last said:\n[^]*seed out of luck\nAsk for less/);
    const next = tinySeeds();
    expect((await runSeeds(next, options)).kept).toBe(4);
  });

  it("trains again where a program has changed", async () => {
    const run = join(temporaryDirectory(), "agreementRun.mjs");
    copyFileSync(script("agreementRun.mjs"), run);
    const agreement = tinySeeds("", { run });
    await runSeeds(agreement, options);
    appendFileSync(run, "\n// Other words.\n");
    expect((await runSeeds(agreement, options)).kept).toBe(3);
    expect(trained(agreement)).toEqual({ 1: 3, 2: 3, 3: 3 });
  });
});

describe("npm run bench for first losses", () => {
  it("has both sides take the same steps from every start, and removes their files", async () => {
    expect(await command(["--seeds", "3"], [tinyLosses()])).toBe(0);
    const report = read(join(benchDirectory, "test-losses.json")) as LossReport;
    expect(report.starts.map(({ ours }) => ours.map(({ loss }) => loss))).toEqual(
      [1, 2, 3].map((seed) => [500, 499, 498, 497, 496].map((loss) => loss + seed)),
    );
    expect(report.starts[0]?.fromSingle.loss.value).toBeCloseTo(2e-6, 9);
    expect(report.starts[0]?.fromDouble.loss.value).toBeCloseTo(1e-6, 9);
    expect(report.holds).toBe(true);
    expect(readdirSync(benchDirectory).filter((name) => name.startsWith("test-losses"))).toEqual([
      "test-losses.json",
    ]);
  });
});

describe("the list of benchmarks", () => {
  it("has the original's two models, with their bars", async () => {
    expect(await command(["--list"])).toBe(0);
    expect(printed).toMatch(/^losses-784-400-20 +the first 100 losses .*; within 1e-4 of PyTorch's$/m);
    expect(printed).toMatch(/^losses-784-400-150-2 +the first 100 losses .*; within 1e-4 of PyTorch's$/m);
    expect(printed).toMatch(/^seeds-784-400-20 +the test loss .*; means within 0\.3 nats of PyTorch's/m);
    expect(printed).toMatch(/^seeds-784-400-150-2 +the test loss .*; means within 1\.0 nats of PyTorch's/m);
  });
});

describe("the options", () => {
  it.each([
    ["no seeds", ["--seeds", "0"]],
    ["half an epoch", ["--epochs", "0.5"]],
  ])("refuse %s", async (_, argv) => {
    expect(await command(argv)).toBe(1);
    expect(progress).toContain("It must be a whole number above 0.");
  });
});
