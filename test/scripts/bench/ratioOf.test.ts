import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ratioOf, type Ratio } from "../../../scripts/bench/report/ratioOf.js";

interface Case extends Ratio {
  ours: number[];
  theirs: number[];
  interval: { lower: number; upper: number };
}

/** What `test/oracles/bench-ratios.py` computed. */
const cases = JSON.parse(
  readFileSync(new URL("../../oracles/bench-ratios.json", import.meta.url), "utf8"),
) as Case[];

describe("the ratio of two times", () => {
  it.each(cases.map((known) => [known.ours.length, known] as const))(
    "over %i rounds has SciPy's median and interval",
    (_, { ours, theirs, perRound, median, interval }) => {
      const ratio = ratioOf(ours, theirs);
      expect(ratio.perRound).toEqual(perRound);
      expect(ratio.median).toBeCloseTo(median, 12);
      expect(ratio.interval?.lower).toBeCloseTo(interval.lower, 10);
      expect(ratio.interval?.upper).toBeCloseTo(interval.upper, 10);
    },
  );

  it("is not moved by a disturbance that slows a whole round", () => {
    const calm = ratioOf([3, 3, 3.3], [4, 4.2, 4]);
    const disturbed = ratioOf([3, 30, 3.3], [4, 42, 4]);
    expect(disturbed.median).toBeCloseTo(calm.median, 12);
    expect(disturbed.interval?.upper).toBeCloseTo(calm.interval?.upper ?? 0, 12);
  });

  it("is the inverse of the ratio the other way round", () => {
    const [ours, theirs] = [
      [3, 4, 5],
      [6, 5, 9],
    ];
    const [there, back] = [ratioOf(ours, theirs).interval, ratioOf(theirs, ours).interval];
    expect(there?.lower).toBeCloseTo(1 / (back?.upper ?? 0), 12);
  });

  it("has no interval where there is one round only", () => {
    expect(ratioOf([3], [4])).toEqual({ perRound: [0.75], median: 0.75, interval: null });
  });
});
