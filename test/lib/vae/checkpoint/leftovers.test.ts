import { spawnSync } from "node:child_process";
import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CheckpointDirectory } from "../../../../lib/src/vae/checkpoint/index.js";
import { temporaryPath } from "../../../../lib/src/vae/files/temporaryFile.js";
import { temporaryFolder } from "./temporaryFolder.js";

const checkpoint = { arrays: {}, record: null };
const deadPid = spawnSync(process.execPath, ["--version"]).pid;

/**
 * The names of what a write leaves of the beginnings of a file, which has this process's name for it, changed, and was
 * written to so many minutes ago.
 */
async function leftAfterWriting(
  change: (name: string) => string,
  minutes = 0,
  file = "checkpoint-00000007.safetensors",
): Promise<string[]> {
  const folder = temporaryFolder();
  const leftover = join(folder, change(temporaryPath(file)));
  writeFileSync(leftover, "half of a check");
  const time = Date.now() / 1000 - 60 * minutes;
  utimesSync(leftover, time, time);
  const directory = new CheckpointDirectory(folder, { keep: 2 });
  expect(await directory.list()).toEqual([]);
  const path = await directory.write(8, checkpoint);
  expect((await directory.list()).map((file) => file.path)).toEqual([path]);
  return readdirSync(folder).filter((name) => join(folder, name) !== path);
}

const by = (pid: number | undefined) => (name: string) => name.replace(`.${process.pid}.`, `.${pid}.`);
const elsewhere = (name: string): string =>
  name.replace(`.${hostname().replaceAll(/[^A-Za-z0-9-]/g, "-")}.`, ".another-host.");

describe("what a killed writer leaves", () => {
  it("is deleted by a later write, the log's and the owner file's too", async () => {
    for (const file of ["checkpoint-00000007.safetensors", "metrics.jsonl", "owner.json"])
      expect(await leftAfterWriting(by(deadPid), 2, file)).toEqual([]);
  });

  it("stays for a minute, since its process may live in another container of the same name", async () => {
    expect(await leftAfterWriting(by(deadPid), 0.5)).toHaveLength(1);
  });

  it("is deleted after a quarter of an hour where its process cannot be asked after", async () => {
    expect(await leftAfterWriting((name) => elsewhere(by(deadPid)(name)), 16)).toEqual([]);
    expect(await leftAfterWriting(by(process.pid), 16)).toEqual([]);
  });

  it("stays while its process lives, or may live on another machine", async () => {
    expect(await leftAfterWriting(by(process.pid), 2)).toHaveLength(1);
    expect(await leftAfterWriting(by(process.ppid), 2)).toHaveLength(1);
    expect(await leftAfterWriting((name) => elsewhere(by(deadPid)(name)), 2)).toHaveLength(1);
  });

  it("is told from other files by its whole name", async () => {
    for (const change of [
      (name: string) => `${name}.txt`,
      (name: string) => name.replace("checkpoint-", "model-"),
      (name: string) => name.replace(".tmp", ".part"),
    ])
      expect(await leftAfterWriting((name) => change(by(deadPid)(name)), 60)).toHaveLength(1);
  });
});
