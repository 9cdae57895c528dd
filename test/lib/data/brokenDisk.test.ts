import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DownloadError } from "kl-to-vae/errors";
import { downloadFile } from "kl-to-vae/data";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { serve, whole } from "./fileServer.js";
import { temporaryDirectory } from "./temporaryDirectory.js";

const body = new Uint8Array(1_000_000);
const file = { name: "body.gz", bytes: body.length, sha256: createHash("sha256").update(body).digest("hex") };

/** An empty file system with these mount options, where this user may mount one. */
function mounted(context: TestContext, options: string): string {
  const folder = temporaryDirectory();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", folder], { stdio: "ignore" });
  } catch {
    context.skip("this user may not mount a file system");
  }
  onTestFinished(() => {
    execFileSync("umount", [folder]);
  });
  return folder;
}

describe("downloadFile on a disk that refuses", () => {
  it("says that the disk is full and does not keep it full", async (context) => {
    const folder = mounted(context, "size=64k");
    const { url } = await serve(whole(body));
    const attempt = downloadFile({ file, mirrors: [url], destination: join(folder, file.name) });
    await expect(attempt).rejects.toThrow(DownloadError);
    await expect(attempt).rejects.toThrow(/No room left on the disk .*KL_TO_VAE_CACHE/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("says that the folder is read-only, and blames no mirror", async (context) => {
    const folder = mounted(context, "ro");
    const { url } = await serve(whole(body));
    for (const destination of [join(folder, file.name), join(folder, "mnist", file.name)]) {
      const attempt = downloadFile({ file, mirrors: [url, url], destination });
      await expect(attempt).rejects.toThrow(DownloadError);
      await expect(attempt).rejects.toThrow(/(Not allowed to write|read-only).*KL_TO_VAE_CACHE/);
      await expect(attempt).rejects.not.toThrow(url);
    }
  });
});
