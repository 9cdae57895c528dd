import { truncateSync, writeFileSync } from "node:fs";
import type * as FileSystem from "node:fs/promises";
import { join } from "node:path";
import { CheckpointError } from "kl-to-vae/errors";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { CheckpointDirectory } from "../../../../lib/src/vae/checkpoint/index.js";
import { temporaryFolder } from "./temporaryFolder.js";

const refusing = vi.hoisted(() => ({ operation: "", path: "", code: "" }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof FileSystem>();
  const refuse = (operation: string, path: unknown): void => {
    if (operation !== refusing.operation || path !== refusing.path) return;
    throw Object.assign(new Error(`${refusing.code}: the system says no`), { code: refusing.code });
  };
  return {
    ...real,
    readFile: async (...args: Parameters<typeof real.readFile>) => {
      refuse("readFile", args[0]);
      return await real.readFile(...args);
    },
    stat: async (...args: Parameters<typeof real.stat>) => {
      refuse("stat", args[0]);
      return await real.stat(...args);
    },
  };
});

const at = (steps: number): { arrays: object; record: number } => ({ arrays: {}, record: steps });
const newestName = "checkpoint-00000020.safetensors";

/** A folder with checkpoints after 10 and 20 steps, of which the system refuses something with the newest. */
async function refused(operation: "readFile" | "stat", code: string): Promise<CheckpointDirectory> {
  const directory = new CheckpointDirectory(temporaryFolder(), { keep: 3 });
  for (const steps of [10, 20]) await directory.write(steps, at(steps) as never);
  Object.assign(refusing, { operation, path: join(directory.path, newestName), code });
  onTestFinished(() => void Object.assign(refusing, { operation: "" }));
  return directory;
}

describe("CheckpointDirectory.newest where the system refuses the newest file", () => {
  it.each(["EACCES", "EIO", "EMFILE", "ERR_FS_FILE_TOO_LARGE"])(
    "does not go on from an older one: %s on reading",
    async (code) => {
      const directory = await refused("readFile", code);
      await expect(directory.newest()).rejects.toThrow(CheckpointError);
      await expect(directory.newest()).rejects.toThrow(newestName);
      await expect(directory.newest()).rejects.toHaveProperty("cause.code", code);
      refusing.operation = "";
      expect((await directory.newest()).steps).toBe(20);
    },
  );

  it.each(["EACCES", "EIO"])("does not overlook it: %s on asking what it is", async (code) => {
    const directory = await refused("stat", code);
    await expect(directory.newest()).rejects.toThrow(CheckpointError);
    await expect(directory.newest()).rejects.toHaveProperty("cause.code", code);
    await expect(directory.list()).rejects.toThrow(newestName);
  });

  it("says of a file of more than 2 GiB that it is too large", async () => {
    const directory = await refused("readFile", "ERR_FS_FILE_TOO_LARGE");
    await expect(directory.newest()).rejects.toThrow(`${newestName} is larger than 2 GiB`);
  });

  it("says so of a real file of 2 GiB, of which the disk holds nothing", async () => {
    const directory = new CheckpointDirectory(temporaryFolder(), { keep: 3 });
    const path = join(directory.path, newestName);
    writeFileSync(path, "");
    truncateSync(path, 2 ** 31 + 1);
    await expect(directory.newest()).rejects.toThrow(`${newestName} is larger than 2 GiB`);
  });
});
