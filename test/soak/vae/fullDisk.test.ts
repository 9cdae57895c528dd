import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { CheckpointError } from "kl-to-vae/errors";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { CheckpointDirectory } from "../../../lib/src/vae/checkpoint/index.js";
import { temporaryFolder } from "../../lib/vae/checkpoint/temporaryFolder.js";

const checkpoint = (steps: number) => ({
  arrays: { weight: { data: new Float32Array(100_000).fill(steps), shape: [100_000] } },
  record: { steps },
});

/** An empty file system with these mount options, where this user may mount one. */
function mounted(context: TestContext, options: string): string {
  const folder = temporaryFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    context.skip("a small file system can be mounted by root only");
  }
  onTestFinished(() => {
    execFileSync("umount", [folder]);
  });
  return folder;
}

describe("checkpoints on a disk that refuses", () => {
  it.for(["1m", "1100k", "900k"])(
    "stay as they were when a disk of %s is full, and the error says so",
    async (size, context) => {
      const directory = new CheckpointDirectory(mounted(context, `size=${size}`), { keep: 3 });
      const steps = [1, 2];
      for (const step of steps) await directory.write(step, checkpoint(step));
      const before = readdirSync(directory.path);
      for (const step of [3, 2]) {
        const writing = directory.write(step, checkpoint(step));
        await expect(writing).rejects.toThrow(CheckpointError);
        await expect(writing).rejects.toThrow(/No room left on the disk .*ENOSPC.*Make room/);
        await expect(writing).rejects.toHaveProperty("cause.code", "ENOSPC");
        expect(readdirSync(directory.path)).toEqual(before);
      }
      expect(await directory.newest()).toMatchObject({
        steps: 2,
        checkpoint: { record: { steps: 2 } },
        refused: [],
      });
    },
  );

  it("cannot be written where the disk is read-only", async (context) => {
    const directory = new CheckpointDirectory(mounted(context, "ro"), { keep: 1 });
    await expect(directory.write(1, checkpoint(1))).rejects.toThrow(/Not allowed to write .*EROFS/);
    const below = new CheckpointDirectory(`${directory.path}/runs`, { keep: 1 });
    await expect(below.write(1, checkpoint(1))).rejects.toThrow(
      /Cannot write .*read-only|Not allowed to write/,
    );
  });
});
