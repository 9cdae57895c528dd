import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copyProject } from "../../support/projectCopy.js";
import { runCommand } from "../../support/runCommand.js";

describe("npm run setup on a disk that is full", () => {
  it("says so, and does not take the packages for installed afterwards", async (context) => {
    const mount = mkdtempSync(join(tmpdir(), "kl-to-vae-full-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=60m", "tmpfs", mount], { stdio: "ignore" });
    } catch {
      context.skip("a small file system can be mounted by root only");
    }
    const copy = copyProject({ packages: false });
    try {
      cpSync(copy.directory, mount, { recursive: true });
      const result = await runCommand("npm", ["run", "setup"], { cwd: mount });
      expect(result.code).not.toBe(0);
      expect(result.output).toContain("The npm packages could not be installed: the disk is full.");
      expect(result.output).not.toMatch(/^\s+at .*:\d+:\d+/m);
      expect(existsSync(join(mount, "node_modules", ".package-lock.json"))).toBe(false);
    } finally {
      execFileSync("umount", [mount]);
      rmSync(mount, { recursive: true });
      copy.remove();
    }
  });
});
