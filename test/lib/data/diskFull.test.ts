import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DownloadError } from "kl-to-vae/errors";
import { downloadFile } from "kl-to-vae/data";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { serve, whole } from "./fileServer.js";
import { temporaryDirectory } from "./temporaryDirectory.js";

/** A file system of 64 KiB, where this user may mount one. */
function tinyDisk(context: TestContext): string {
  const folder = temporaryDirectory();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "none", folder], { stdio: "ignore" });
  } catch {
    context.skip("this user may not mount a small file system");
  }
  onTestFinished(() => {
    execFileSync("umount", [folder]);
  });
  return folder;
}

describe("downloadFile on a full disk", () => {
  it("says so and does not keep the disk full", async (context) => {
    const folder = tinyDisk(context);
    const body = new Uint8Array(1_000_000);
    const sha256 = createHash("sha256").update(body).digest("hex");
    const { url } = await serve(whole(body));
    const attempt = downloadFile({
      file: { name: "body.gz", bytes: body.length, sha256 },
      mirrors: [url],
      destination: join(folder, "body.gz"),
    });
    await expect(attempt).rejects.toThrow(DownloadError);
    await expect(attempt).rejects.toThrow(/No room left on the disk/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
