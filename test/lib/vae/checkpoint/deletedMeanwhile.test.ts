import { rmSync, writeFileSync } from "node:fs";
import type * as FileSystem from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { CheckpointDirectory } from "../../../../lib/src/vae/checkpoint/index.js";
import { encodeCheckpoint } from "../../../../lib/src/vae/checkpoint/encodeCheckpoint.js";
import { temporaryFolder } from "./temporaryFolder.js";

const events = vi.hoisted(() => ({ beforeRead: (_path: string): void => undefined }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof FileSystem>();
  return {
    ...real,
    readFile: (path: string) => {
      events.beforeRead(path);
      return real.readFile(path);
    },
  };
});

describe("CheckpointDirectory.newest while another process writes", () => {
  it("looks again where the file it was about to read is deleted in favour of a newer one", async () => {
    const directory = new CheckpointDirectory(temporaryFolder(), { keep: 1 });
    await directory.write(1, { arrays: {}, record: 1 });
    events.beforeRead = (path) => {
      const name = `checkpoint-0000000${reads.push(path) + 1}.safetensors`;
      if (reads.length > 3) return;
      writeFileSync(join(directory.path, name), encodeCheckpoint({ arrays: {}, record: reads.length + 1 }));
      rmSync(path);
    };
    const reads: string[] = [];
    const { steps, checkpoint, refused } = await directory.newest();
    expect([steps, checkpoint.record, refused]).toEqual([4, 4, []]);
    expect(reads).toHaveLength(4);
  });
});
