import { describe, expect, it } from "vitest";
import { surviveKills } from "../../lib/vae/checkpoint/surviveKills.js";

describe("a writer that is killed again and again", () => {
  it("leaves the last checkpoint it reported, or a newer one, whole, fifty times", async () => {
    const interrupted = await surviveKills(50, 2);
    // Else the kills would all have fallen between two writes, and nothing would be shown.
    expect(interrupted).toBeGreaterThan(0);
  });
});
