import { describe, it } from "vitest";
import { surviveKills } from "./surviveKills.js";

describe("a writer that is killed again and again", () => {
  it("leaves the last checkpoint it reported, or a newer one, whole", async () => {
    await surviveKills(3, 1);
  });
});
