import { describe, expect, it } from "vitest";
import { formatSweepReport } from "../../../scripts/bench/report/formatSweepReport.js";
import { makeSweepReport, type SweepReport } from "../../../scripts/bench/report/makeSweepReport.js";
import { sweepFigure } from "../../../scripts/bench/report/sweepFigure.js";
import type { Outcome } from "../../../scripts/bench/run/runTrial.js";
import type { Sweep, SweepAxis } from "../../../scripts/bench/Sweep.js";
import { trialsOf } from "../../../scripts/bench/benchmarks.js";
import { emCost } from "../../../scripts/bench/sweeps/emCost.js";
import { tiny } from "./tinyComparison.js";

const circumstances = {
  date: new Date(0),
  machine: { cpu: "Example 9000", cores: 2, memoryBytes: 8e9, system: "linux-x64 6.1", load: 0.25 },
};
const contestants = [tiny("ours", "ours"), tiny("theirs", "peer")];

function axis(variable: string, values: readonly number[], guides: readonly number[]): SweepAxis {
  const trial = { name: "test-trial", contestants, unit: { name: "iteration", perStep: 10 } };
  return { variable, fixed: "all else", guides, points: values.map((value) => ({ value, trial })) };
}

/** An outcome of two rounds in which an iteration of ours and of theirs took so many milliseconds, ±10 %. */
function outcome(ours: number, theirs: number): Outcome {
  const turn = (milliseconds: number): { milliseconds: number[]; residentBytes: number } => ({
    milliseconds: [10 * milliseconds],
    residentBytes: 1e8,
  });
  return {
    performances: [ours, theirs].map((time, c) => ({
      contestant: contestants[c]!,
      prepared: { versions: {}, threads: 1, seconds: 1 },
      turns: [turn(0.9 * time), turn(1.1 * time)],
    })),
    order: [
      ["ours", "theirs"],
      ["theirs", "ours"],
    ],
    inputs: undefined,
  };
}

/** Ours grows as n and as d², theirs takes twice as long. The smallest n takes longer than that. */
function reportOfSweep(): SweepReport {
  const [n, d] = [
    [1, 10, 100],
    [2, 4, 8, 16],
  ];
  const sweep: Sweep = {
    name: "test-sweep",
    title: "one iteration of something",
    axes: [axis("n", n, [1]), axis("d", d, [1, 2])],
  };
  const times = [n.map((value) => Math.max(0.5, value / 10)), d.map((value) => value ** 2)];
  return makeSweepReport(
    sweep,
    times.map((along) => along.map((time) => outcome(time, 2 * time))),
    circumstances,
  );
}

describe("the report of a sweep", () => {
  it("gives times per unit, and the powers that the larger values grow as", () => {
    const [n, d] = reportOfSweep().axes;
    expect(n?.contestants.map(({ name }) => name)).toEqual(["ours", "theirs"]);
    expect(n?.contestants[1]?.points[2]?.median).toBeCloseTo(20, 12);
    expect(n?.contestants[0]?.exponent).toBeCloseTo(1, 12);
    expect(d?.contestants[1]?.exponent).toBeCloseTo(2, 12);
  });

  it("is a table for each quantity", () => {
    expect(formatSweepReport(reportOfSweep())).toMatchInlineSnapshot(`
      "test-sweep: one iteration of something
      2 rounds on Example 9000, 2 cores, load before 0.3

      n (all else), ms per iteration     ours   theirs   ratio
      1                                 0.500     1.00   0.500
      10                                 1.00     2.00   0.500
      100                               10.00    20.00   0.500
      grows as                         n^1.00   n^1.00

      d (all else), ms per iteration     ours   theirs   ratio
      2                                  4.00     8.00   0.500
      4                                 16.00    32.00   0.500
      8                                 64.00   128.00   0.500
      16                               256.00   512.00   0.500
      grows as                         d^2.00   d^2.00

        Medians over rounds. The power that the time grows as is fitted to the larger half of the values."
    `);
  });
});

describe("the plot of a sweep", () => {
  const { data, layout } = sweepFigure(reportOfSweep());

  it("has a panel of its own for each quantity", () => {
    expect(data.map(({ name, xaxis, yaxis }) => [name, xaxis, yaxis])).toEqual([
      ["ours", "x", "y"],
      ["theirs", "x", "y"],
      ["slope 1", "x", "y"],
      ["ours", "x2", "y2"],
      ["theirs", "x2", "y2"],
      ["slope 1", "x2", "y2"],
      ["slope 2", "x2", "y2"],
    ]);
    expect(layout["xaxis"]).toMatchObject({ type: "log", anchor: "y", domain: [0, 0.465] });
    expect(layout["xaxis2"]).toMatchObject({ type: "log", anchor: "y2", domain: [0.535, 1] });
    expect(layout["yaxis2"]).toMatchObject({ type: "log", anchor: "x2" });
  });

  it("names each line once in the legend", () => {
    const named = data.filter(({ showlegend }) => showlegend).map(({ name }) => name);
    expect(named).toEqual(["ours", "theirs", "slope 1", "slope 2"]);
  });

  it("shows the spread over rounds, and guides through the last point of ours", () => {
    const [ours, , guide] = data;
    const { array, arrayminus } = ours?.["error_y"] as { array: number[]; arrayminus: number[] };
    expect(array[2]).toBeCloseTo(1, 12);
    expect(arrayminus[2]).toBeCloseTo(1, 12);
    expect(guide).toMatchObject({ x: [10, 100], y: [1, 10] });
  });
});

describe("the cost of EM", () => {
  it("is swept one quantity at a time, from small to large", () => {
    const sizes = { n: emCost.axes[0], d: emCost.axes[1], K: emCost.axes[2] };
    for (const [name, swept] of Object.entries(sizes)) {
      expect(swept?.variable).toBe(name);
      const values = swept?.points.map(({ value }) => value) ?? [];
      expect(values).toEqual([...values].sort((a, b) => a - b));
      expect(new Set(swept?.points.map(({ trial }) => trial.contestants.length))).toEqual(new Set([2]));
    }
    expect(sizes.d?.fixed).toBe("n = 20000, K = 8");
    expect(trialsOf(emCost)[0]?.contestants[0]?.args).toEqual(["1", "5", "16", "8"]);
  });
});
