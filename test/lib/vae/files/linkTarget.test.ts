import { describe, expect, it } from "vitest";
import { kindOfEntry, linkTarget } from "../../../../lib/src/vae/files/index.js";

// Only asked about, never written to: a fault must not replace the machine's own devices.
describe("The system's own paths", () => {
  it.each(["/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/1"])(
    "such as %s, what a process has open, are no links to a file that may be replaced",
    async (path) => {
      await expect(linkTarget(path)).rejects.toThrow("an open file of a process");
    },
  );

  it("such as /dev/null are no files", async () => {
    expect(await kindOfEntry("/dev/null")).toBe("stream");
    expect(await linkTarget("/dev/null")).toBe("/dev/null");
  });
});
