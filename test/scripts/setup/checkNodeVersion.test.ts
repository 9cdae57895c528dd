import { describe, expect, it } from "vitest";
import { checkNodeVersion } from "../../../scripts/setup/checkNodeVersion.mjs";

describe("checkNodeVersion", () => {
  it.each(["18.20.8", "20.18.3", "16.0.0"])("refuses Node.js %s and says what to install", (version) => {
    expect(() => checkNodeVersion(version)).toThrow(`needs Node.js 20.19 or newer, but this is ${version}`);
  });

  it.each(["20.19.0", "22.12.0", "24.0.1", "26.10.0"])("accepts Node.js %s in silence", (version) => {
    const warnings: string[] = [];
    checkNodeVersion(version, (line) => warnings.push(line));
    expect(warnings).toEqual([]);
  });

  it("warns about a Node.js newer than any it was tried on", () => {
    const warnings: string[] = [];
    checkNodeVersion("27.1.0", (line) => warnings.push(line));
    expect(warnings.join()).toContain("newer than the newest");
  });
});
