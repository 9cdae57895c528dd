import { describe, expect, it } from "vitest";
import type { DigitSets } from "../../../scripts/bench/agreement/digitSets.js";
import { formatLossReport } from "../../../scripts/bench/agreement/formatLossReport.js";
import { formatSeedReport } from "../../../scripts/bench/agreement/formatSeedReport.js";
import { makeLossReport, type LossReport } from "../../../scripts/bench/agreement/makeLossReport.js";
import { makeSeedReport, type SeedReport } from "../../../scripts/bench/agreement/makeSeedReport.js";
import type { StepLosses } from "../../../scripts/bench/agreement/messages.js";
import type { SideRuns } from "../../../scripts/bench/agreement/runSeeds.js";
import { tinyLosses, tinySeeds } from "./tinyAgreement.js";

const circumstances = {
  date: new Date(0),
  machine: { cpu: "Example 9000", cores: 2, memoryBytes: 8e9, system: "linux-x64 6.1", load: 0.25 },
};

const about = { versions: { Example: "1.2", Other: "3" }, threads: 1 };

function sets(isMnist: boolean): DigitSets {
  return { train: "train", test: "test", description: "some images", isMnist, sha256: "0f" };
}

function runsOf(name: string, testLosses: readonly number[]): SideRuns {
  const runs = testLosses.map((testLoss) => ({
    epochs: [
      { trainLoss: 150, testLoss: 120 },
      { trainLoss: testLoss + 0.25, testLoss },
    ],
    seconds: 25.4,
    date: "2020-01-01T00:00:00.000Z",
  }));
  return { name, ...about, runs };
}

function seedReport(
  ours: readonly number[],
  theirs: readonly number[],
  more: { kept?: number; isMnist?: boolean } = {},
): SeedReport {
  const { kept = 0, isMnist = true } = more;
  const sides = [runsOf("ours", ours), runsOf("theirs", theirs)] as const;
  return makeSeedReport(tinySeeds(), { sets: sets(isMnist), sides, kept }, circumstances);
}

describe("a report of trainings from different seeds", () => {
  it("has a row for every seed of both sides, with means and deviations below", () => {
    const text = formatSeedReport(seedReport([87, 88, 89], [87.5, 88.5, 89.75]));
    expect(text).toContain("test-seeds: the test loss of nothing\n3 seeds each on Example 9000, 2 cores");
    expect(text).toContain("some images, threshold, batches of 128, Adam 1e-3, 2 epochs\n");
    expect(text).toMatch(/^seed +ours: train +test +s +theirs: train +test +s$/m);
    expect(text).toMatch(/^3 +89\.250 +89\.000 +25 +90\.000 +89\.750 +25$/m);
    expect(text).toMatch(/^mean +88\.250 +88\.000 +88\.833 +88\.583$/m);
    expect(text).toMatch(/^sd +1\.000 +1\.000 +1\.127 +1\.127$/m);
    expect(text).toContain("  theirs: Example 1.2, Other 3, 1 thread\n");
  });

  it("holds where the whole interval is within the bar", () => {
    const report = seedReport([88, 88.01], [88.1, 88.11]);
    expect(report.holds).toBe(true);
    expect(formatSeedReport(report)).toMatch(
      /less that of theirs: −0\.100 nats, 90 % interval −0\.1\d+ … −0\.0\d+\.\n {2}Bar: the interval within ±0\.30: holds\./,
    );
  });

  it.each([
    ["higher", [88.4, 88.41], [88.1, 88.11]],
    ["lower", [87.7, 87.71], [88.1, 88.11]],
    ["the same but too spread to tell", [86, 90], [88, 88]],
  ])("does not hold where ours are %s", (_, ours, theirs) => {
    const report = seedReport(ours, theirs);
    expect(report.holds).toBe(false);
    expect(formatSeedReport(report)).toContain("within ±0.30: does not hold.");
  });

  it("is open after a single seed", () => {
    const report = seedReport([88], [88]);
    expect(report.holds).toBeNull();
    expect(formatSeedReport(report)).toMatch(/interval unknown\.\n.*: open: more seeds would tell\./);
  });

  it("names the published loss where data and epochs are the same", () => {
    expect(seedReport([88], [88]).published).toBe(99.5);
    expect(formatSeedReport(seedReport([88], [88]))).toContain("Published of one training: 99.500.");
    const synthetic = seedReport([88], [88], { isMnist: false });
    expect(synthetic).not.toHaveProperty("published");
    expect(formatSeedReport(synthetic)).not.toContain("Published");
    const longer = { ...tinySeeds(), published: { testLoss: 99.5, epochs: 10 } };
    const sides = [runsOf("ours", [88]), runsOf("theirs", [88])] as const;
    const report = makeSeedReport(longer, { sets: sets(true), sides, kept: 0 }, circumstances);
    expect(report).not.toHaveProperty("published");
  });

  it("says how many trainings are not new", () => {
    const text = formatSeedReport(seedReport([87, 88], [87, 88], { kept: 3 }));
    expect(text).toContain("  3 of 4 trainings are kept from earlier commands.");
    expect(formatSeedReport(seedReport([87, 88], [87, 88]))).not.toContain("kept");
  });
});

/** Losses that are off by such a share of themselves at the second step. */
function losses(off: number): StepLosses[] {
  return [0, off].map((share) => ({ loss: 200 * (1 + share), reconstruction: -190, kl: 10 * (1 - share) }));
}

function lossReport(...starts: { ours: number; single: number; double?: number }[]): LossReport {
  const sides = [
    { name: "ours", ...about },
    { name: "theirs", ...about },
  ];
  const all = starts.map(({ ours, single, double = 0 }, i) => ({
    seed: i + 1,
    ours: losses(ours),
    single: losses(single),
    double: losses(double),
  }));
  return makeLossReport(tinyLosses(), { sets: sets(true), sides, starts: all }, circumstances);
}

describe("a report of first losses", () => {
  it("has a row for every start with the largest differences and their steps", () => {
    const report = lossReport({ ours: 3e-6, single: 1e-6 }, { ours: 0, single: 0 });
    const text = formatLossReport(report);
    expect(text).toContain("test-losses: the first 5 losses of nothing\n2 starts on Example 9000, 2 cores");
    expect(text).toMatch(/^start 1 +2\.0e-6 +2 +0\.0e\+0 +2\.0e-6 +3\.0e-6 +2 +1\.0e-6 +2$/m);
    expect(text).toContain("in float32 in 2 of 2 starts, of those in float64 in 2.\n  Bar 1e-4: holds.");
    expect(report.starts[0]?.fromSingle.kl.step).toBe(2);
  });

  it("holds where ours are within the bar of PyTorch's in one precision, and says in which", () => {
    const report = lossReport({ ours: 0, single: 3e-4 }, { ours: 3e-4, single: 3e-4 });
    expect(report).toMatchObject({ holds: true, within: { single: 1, double: 1 } });
    expect(formatLossReport(report)).toContain("in float32 in 1 of 2 starts, of those in float64 in 1.");
  });

  it("holds beyond the bar where PyTorch is further from itself, and says so", () => {
    const report = lossReport({ ours: 2e-4, single: 5e-4 });
    expect(report).toMatchObject({ holds: true, within: { single: 0, double: 0 } });
    expect(formatLossReport(report)).toContain(
      "  Start 1: 2.0e-4 from PyTorch, nearer than PyTorch is from itself (5.0e-4).\n  Bar 1e-4: holds.",
    );
  });

  it("does not hold where ours alone are off, in whatever direction", () => {
    for (const ours of [2e-4, -2e-4]) {
      const report = lossReport({ ours: 0, single: 0 }, { ours, single: 1e-6 });
      expect(report.holds).toBe(false);
      expect(formatLossReport(report)).toMatch(
        /Start 2: 2\.0e-4 from PyTorch, further than PyTorch is from itself \(1\.0e-6\)\.\n {2}Bar 1e-4: does not hold\./,
      );
    }
  });

  it("does not hold where a loss is no number", () => {
    expect(lossReport({ ours: NaN, single: 0 }).holds).toBe(false);
    expect(lossReport({ ours: 0, single: NaN, double: NaN }).holds).toBe(false);
  });
});
