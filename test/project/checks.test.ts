import { describe, expect, it } from "vitest";
import { checks } from "../../scripts/check/checks.js";

describe("the project's own checks", () => {
  it.each(checks)("$title", { timeout: 600_000 }, async ({ run }) => {
    expect(await run()).toBe("");
  });
});
