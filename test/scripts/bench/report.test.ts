import { describe, expect, it } from "vitest";
import { formatReport } from "../../../scripts/bench/report/formatReport.js";
import { makeReport, type Report } from "../../../scripts/bench/report/makeReport.js";
import type { Performance } from "../../../scripts/bench/run/runTrial.js";
import { tiny, tinyComparison } from "./tinyComparison.js";

const circumstances = {
  date: new Date(0),
  machine: { cpu: "Example 9000", cores: 2, memoryBytes: 8e9, system: "linux-x64 6.1", load: 0.25 },
};

/** A report of contestants with these median steps, round by round; ours compiles in 0.3 s. */
function reportOf(rounds: Record<string, readonly number[]>, bar: number): Report {
  const performances = Object.entries(rounds).map(([name, medians]): Performance => {
    const role = name === "ours" ? "ours" : name === "usual" ? "reference" : "peer";
    const prepared = { versions: { Example: "1.2" }, threads: 2, seconds: 1 };
    return {
      contestant: tiny(name, role, { stepsPerTurn: 3 }),
      prepared: role === "ours" ? { ...prepared, compileMilliseconds: 300, note: "in one piece" } : prepared,
      turns: medians.map((median) => ({
        milliseconds: [median, 10 * median, median / 2],
        residentBytes: 3e8,
        result: 99.5,
      })),
    };
  });
  const names = Object.keys(rounds);
  const order = (rounds["ours"] ?? []).map(() => names);
  const comparison = {
    ...tinyComparison(
      performances.map(({ contestant }) => contestant),
      bar,
    ),
    compileBarMilliseconds: 200,
  };
  return makeReport(comparison, { performances, order, inputs: "numbers" }, circumstances);
}

describe("a report", () => {
  const rounds = { ours: [3, 3.1, 2.9], slow: [5, 5, 5], quick: [4, 4.1, 3.9], usual: [1, 1, 1] };

  it("takes the median step of every round, and compares us with the fastest peer", () => {
    const report = reportOf(rounds, 0.8);
    expect(report.contestants[0]).toMatchObject({
      perRound: [3, 3.1, 2.9],
      median: 3,
      min: 2.9,
      max: 3.1,
      results: [99.5, 99.5, 99.5],
    });
    expect(report.verdict).toMatchObject({
      ratios: [{ of: "ours", to: "quick", median: 0.75 }],
      bar: 0.8,
      met: true,
    });
    expect(report.ratios.map(({ to, median }) => [to, median])).toEqual([
      ["slow", 0.6],
      ["quick", 0.75],
      ["usual", 3],
    ]);
    expect(report.compileVerdict).toEqual({ milliseconds: 300, bar: 200, met: false });
  });

  it("is a table with a verdict for people", () => {
    expect(formatReport(reportOf(rounds, 0.8))).toMatchInlineSnapshot(`
      "test-tiny: adding up the numbers to 1000
      3 rounds on Example 9000, 2 cores, load before 0.3; numbers

      ms per step   median     min … max   ours / it   95 % interval   compile   memory   threads   steps     sum
      ours            3.00   2.90 … 3.10                                0.30 s   300 MB         2       9   99.50
      slow            5.00   5.00 … 5.00       0.600   0.552 … 0.652             300 MB         2       9   99.50
      quick           4.00   3.90 … 4.10       0.750   0.734 … 0.766             300 MB         2       9   99.50
      usual           1.00   1.00 … 1.00       3.000   2.760 … 3.258             300 MB         2       9   99.50

        ours: Example 1.2, in one piece
        slow: Example 1.2
        quick: Example 1.2
        usual: Example 1.2

      Our time to that of the fastest of the others (quick): 0.750, 95 % interval 0.734 … 0.766.
        Bar 0.80: met.
        The ratio is the median over rounds; its interval is Student's t on the rounds' log ratios.
      Compiling ours took 0.30 s; bar 0.20 s: not met."
    `);
  });

  it("says that the bar is not met, and when more rounds would tell", () => {
    const clear = formatReport(reportOf({ ours: [8, 8.1], quick: [4, 4] }, 0.8));
    expect(clear).toContain("Bar 0.80: not met.");
    const open = formatReport(reportOf({ ours: [3, 4], quick: [4, 4] }, 0.9));
    expect(open).toContain("Bar 0.90: met, but the interval contains it: more rounds would tell.");
  });

  it("gives times per unit where a step is several", () => {
    const comparison = {
      ...tinyComparison([tiny("ours", "ours"), tiny("theirs", "peer")]),
      ...{ unit: { name: "iteration", perStep: 10 }, tolerance: 1e-6 },
    };
    const performances = comparison.contestants.map((contestant) => ({
      contestant,
      prepared: { versions: {}, threads: 1, seconds: 1 },
      turns: [{ milliseconds: [0.5, 0.4], residentBytes: 1e8, result: -1.5 }],
    }));
    const report = makeReport(
      comparison,
      { performances, order: [["ours", "theirs"]], inputs: "" },
      circumstances,
    );
    expect(report.contestants[0]?.median).toBeCloseTo(0.045, 12);
    const text = formatReport(report);
    expect(text).toMatch(/^ms per iteration .* iterations +sum$/m);
    expect(text).toMatch(/^ours +0\.0450 .* 20 +-1\.500000$/m);
  });
});

describe("a report of contestants that are told how many threads to use", () => {
  /** Ours and theirs with one thread and with two, in one round. */
  function reportOfThreads(times: readonly [number, number, number, number]): Report {
    const contestants = [
      tiny("ours on 1", "ours", { maxThreads: 1 }),
      tiny("ours on 2", "ours", { maxThreads: 2 }),
      tiny("theirs on 1", "peer", { maxThreads: 1 }),
      tiny("theirs on 2", "peer", { maxThreads: 2 }),
    ];
    const performances = contestants.map((contestant, c) => ({
      contestant,
      prepared: { versions: {}, threads: contestant.maxThreads ?? 0, seconds: 1 },
      turns: [{ milliseconds: [times[c]!], residentBytes: 1e8 }],
    }));
    const order = [contestants.map(({ name }) => name)];
    return makeReport(tinyComparison(contestants, 0.6), { performances, order, inputs: "" }, circumstances);
  }

  it("shows the ratio at the same number of threads beside each peer", () => {
    const text = formatReport(reportOfThreads([4, 3, 10, 5]));
    expect(text).toMatch(/^theirs on 1 .* 0\.400 /m);
    expect(text).toMatch(/^theirs on 2 .* 0\.600 /m);
  });

  it("compares ours with the fastest that may use no more threads, and judges by the worst", () => {
    const slowWithTwo = reportOfThreads([4, 7, 10, 20]);
    expect(slowWithTwo.verdict.ratios.map(({ of, to, median }) => [of, to, median])).toEqual([
      ["ours on 2", "theirs on 1", 0.7],
      ["ours on 1", "theirs on 1", 0.4],
    ]);
    expect(slowWithTwo.verdict.met).toBe(false);
    const { verdict } = reportOfThreads([6, 2, 10, 5]);
    expect(verdict.ratios.map(({ of, to }) => [of, to])).toEqual([
      ["ours on 1", "theirs on 1"],
      ["ours on 2", "theirs on 2"],
    ]);
    expect(verdict.met).toBe(true);
  });

  it("says both in its verdict", () => {
    const text = formatReport(reportOfThreads([4, 7, 10, 20]));
    expect(text).toContain(
      "The time of ours on 2 to that of the fastest of the others (theirs on 1): 0.700,",
    );
    expect(text).toContain(
      "The time of ours on 1 to that of the fastest of the others (theirs on 1): 0.400,",
    );
    expect(text).toContain("Bar 0.60: not met.");
  });
});
