import { describe, expect, it } from "vitest";
import { machineShares } from "../../../scripts/bench/agreement/machineShares.js";

describe("the shares of the processors", () => {
  it.each([
    [1, { programs: 1, threads: 1 }],
    [2, { programs: 2, threads: 1 }],
    [3, { programs: 2, threads: 1 }],
    [16, { programs: 2, threads: 8 }],
  ])("of %i are for two programs at most, with as many threads as there are", (processors, shares) => {
    expect(machineShares(processors)).toEqual(shares);
  });
});
