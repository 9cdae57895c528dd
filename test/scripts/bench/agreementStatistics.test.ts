import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeSample } from "../../../scripts/bench/agreement/describeSample.js";
import { largestDifference } from "../../../scripts/bench/agreement/largestDifference.js";
import { meanDifference } from "../../../scripts/bench/agreement/meanDifference.js";

interface Case {
  a: number[];
  b: number[];
  level: number;
  value: number;
  interval: { lower: number; upper: number };
}

/** What `test/oracles/bench-mean-differences.py` computed. */
const cases = JSON.parse(
  readFileSync(new URL("../../oracles/bench-mean-differences.json", import.meta.url), "utf8"),
) as Case[];

const samples = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 12 });

describe("the difference of two means", () => {
  it.each(cases.map((known) => [known.a.length, known.b.length, known] as const))(
    "of %i and %i numbers has SciPy's Welch interval",
    (_, __, { a, b, level, value, interval }) => {
      const difference = meanDifference(a, b, level);
      expect(difference.level).toBe(level);
      expect(difference.value).toBeCloseTo(value, 10);
      expect(difference.interval?.lower).toBeCloseTo(interval.lower, 9);
      expect(difference.interval?.upper).toBeCloseTo(interval.upper, 9);
    },
  );

  it("is that of the other way round with the sign changed", () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const [there, back] = [meanDifference(a, b, 0.9), meanDifference(b, a, 0.9)];
        expect(there.value).toBeCloseTo(-back.value, 9);
        expect(there.interval?.lower).toBeCloseTo(-(back.interval?.upper ?? NaN), 9);
      }),
    );
  });

  it("has no interval where one of the samples is a single number", () => {
    expect(meanDifference([3], [1, 2], 0.9)).toEqual({ value: 1.5, level: 0.9, interval: null });
  });

  it("is certain where neither sample varies", () => {
    expect(meanDifference([3, 3], [1, 1, 1], 0.9).interval).toEqual({ lower: 2, upper: 2 });
  });
});

describe("a sample in short", () => {
  it("has the standard deviation with n − 1 in the denominator", () => {
    expect(describeSample([1, 2, 3, 4])).toEqual({ n: 4, mean: 2.5, sd: Math.sqrt(5 / 3) });
  });

  it("has none of a single number", () => {
    expect(describeSample([7])).toEqual({ n: 1, mean: 7, sd: null });
  });
});

describe("the largest relative difference of two series", () => {
  it("is relative to the second, and found with its step", () => {
    expect(largestDifference([100, 90, -40], [100, 100, -50])).toEqual({ value: 0.2, step: 3 });
  });

  it("is 0 where they are the same", () => {
    expect(largestDifference([1, 2], [1, 2]).value).toBe(0);
  });

  it.each([
    ["ours", [1, NaN, 5], [1, 2, 3]],
    ["the other", [1, 2, 3], [1, NaN, 9]],
  ])("is no number where %s holds none", (_, a, b) => {
    expect(largestDifference(a, b)).toEqual({ value: NaN, step: 2 });
  });
});
