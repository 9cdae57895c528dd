import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { turnOrder } from "../../../scripts/bench/run/turnOrder.js";

describe("the order of turns", () => {
  it("is turned by one place every two rounds, and backwards in the second of them", () => {
    const orders = Array.from({ length: 6 }, (_, round) => turnOrder(["a", "b", "c"], round).join(""));
    expect(orders).toEqual(["abc", "cba", "bca", "acb", "cab", "bac"]);
  });

  it("gives everybody every place equally often over twice as many rounds as there are contestants", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), (count) => {
        const contestants = Array.from({ length: count }, (_, i) => i);
        const orders = Array.from({ length: 2 * count }, (_, round) => turnOrder(contestants, round));
        for (const place of contestants) {
          const there = orders.map((order) => order[place]).sort((a = 0, b = 0) => a - b);
          expect(there).toEqual(contestants.flatMap((contestant) => [contestant, contestant]));
        }
      }),
    );
  });
});
