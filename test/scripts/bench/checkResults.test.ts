import { describe, expect, it } from "vitest";
import { BenchError } from "../../../scripts/bench/BenchError.js";
import { checkResults } from "../../../scripts/bench/run/checkResults.js";
import type { Performance } from "../../../scripts/bench/run/runTrial.js";
import type { Trial } from "../../../scripts/bench/Trial.js";
import { tiny, tinyComparison } from "./tinyComparison.js";

/** Performances that gave these results, turn by turn. */
function performances(results: Record<string, readonly (number | undefined)[]>): Performance[] {
  return Object.entries(results).map(([name, turns]) => ({
    contestant: tiny(name, "peer"),
    prepared: { versions: {}, threads: 1, seconds: 0 },
    turns: turns.map((result) => ({ milliseconds: [1], residentBytes: 1, result })),
  }));
}

function within(tolerance: number): Trial {
  return { ...tinyComparison([]), tolerance };
}

describe("the results of contestants", () => {
  it.each([
    ["all the same", { a: [3, 3], b: [3, 3] }],
    ["apart by no more than the tolerance of 1", { a: [1e-3], b: [1e-3 + 9e-7] }],
    ["apart by no more than the tolerance of their size", { a: [-5000], b: [-5000.004] }],
    ["none", { a: [undefined], b: [undefined] }],
  ])("may be %s", (_, results) => {
    expect(() => checkResults(within(1e-6), performances(results))).not.toThrow();
  });

  it("are not looked at where no tolerance is given", () => {
    expect(() => checkResults(tinyComparison([]), performances({ a: [3], b: [4] }))).not.toThrow();
  });

  it.each([
    ["between contestants", { a: [3, 3], b: [3, 3.1] }, "a came to 3, b to 3.1"],
    ["between turns of one", { a: [3, 4] }, "a came to 3, a to 4"],
    ["where one is no number", { a: [3], b: [NaN] }, "a came to 3, b to NaN"],
    ["where the first is no number", { a: [NaN], b: [3] }, "a came to NaN"],
  ])("are refused where they differ %s", (_, results, message) => {
    const check = (): void => checkResults(within(1e-6), performances(results));
    expect(check).toThrow(BenchError);
    expect(check).toThrow(`test-tiny: the contestants do not do the same work: ${message}`);
  });
});
