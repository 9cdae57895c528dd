import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CheckpointError } from "kl-to-vae/errors";
import { checkpointsIn, emptyFolder } from "./checkpoints.js";
import { epochRecord, filesIn, resumedFilesIn, snapshotAfter, writeEpochs } from "./runFiles.js";
import type { RunFiles } from "../../../lib/src/vae/training/RunFiles.js";

const [one, two, three] = [epochRecord(1), epochRecord(2), epochRecord(3)];

/** A folder in which a trainer has finished so many epochs, and its files. */
async function trained(epochs: number): Promise<{ folder: string; first: RunFiles }> {
  const folder = join(emptyFolder(), "run");
  const first = filesIn(folder);
  await first.begin([]);
  await first.writeCheckpoint(snapshotAfter(0));
  await writeEpochs(first, [one, two, three].slice(0, epochs));
  return { folder, first };
}

function contentsOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );
}

async function refusal(work: Promise<void>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CheckpointError);
  return (error as Error).message;
}

describe("Two trainers in one folder", () => {
  it("that begin together on an empty one do not mix: the second is refused", async () => {
    for (const folder of [emptyFolder(), join(emptyFolder(), "new", "deeper")]) {
      const [first, second] = [filesIn(folder), filesIn(folder)];
      const begun = await Promise.allSettled([first.begin([]), second.begin([])]);
      expect(begun.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const [winner, loser] = begun[0].status === "fulfilled" ? [first, second] : [second, first];
      await winner.writeCheckpoint(snapshotAfter(0));
      expect(await refusal(loser.begin([]))).toMatch(/another training.*another folder/);
      await writeEpochs(winner, [one]);
    }
  });

  it("do not delete each other's checkpoints: the one that was there first has to stop", async () => {
    const { folder, first } = await trained(1);
    const second = resumedFilesIn(folder);
    await second.begin([one]);
    await writeEpochs(second, [two, three]);
    const contents = contentsOf(folder);
    for (const refused of [
      () => first.writeCheckpoint(snapshotAfter(7)),
      () => first.logEpoch(epochRecord(2, 9)),
      () => first.begin([one]),
    ]) {
      const message = await refusal(refused());
      expect(message).toContain(`The folder ${folder} belongs to another trainer now`);
      expect(message).toMatch(/another trainer of this process.*Nothing .* is lost.*model\.save/);
    }
    expect(first.failed).toBe(true);
    expect(contentsOf(folder)).toEqual(contents);
    await second.writeCheckpoint(snapshotAfter(19));
  });

  it("of which one was resumed before the other went on: it is refused and has to be resumed again", async () => {
    const { folder, first } = await trained(1);
    const [early, other] = [resumedFilesIn(folder), resumedFilesIn(folder)];
    await writeEpochs(first, [two]);
    expect(await refusal(early.begin([one]))).toMatch(/another trainer has gone on there.*Trainer\.resume/);
    await writeEpochs(first, [three]);
    expect(await refusal(other.begin([one]))).toContain("another trainer has gone on there");
    const again = resumedFilesIn(folder);
    await again.begin([one, two, three]);
    expect(checkpointsIn(folder)).toHaveLength(3);
  });

  it("are told apart by a file that names the process", async () => {
    const { folder } = await trained(1);
    const owner = JSON.parse(readFileSync(join(folder, "owner.json"), "utf8")) as Record<string, unknown>;
    expect(owner).toMatchObject({ host: hostname(), pid: process.pid, folder });
    expect(Date.parse(owner["since"] as string)).toBeLessThanOrEqual(Date.now());
    writeFileSync(
      join(folder, "owner.json"),
      JSON.stringify({ ...owner, run: "other", host: "far", pid: 7 }),
    );
    const { first } = await trained(0);
    expect(await refusal(filesIn(folder).begin([]))).toContain("holds checkpoints of another training");
    expect(first.failed).toBe(false);
  });
});

describe("A trainer's right to its folder", () => {
  it("is made anew where its file is missing or damaged", async () => {
    const { folder, first } = await trained(1);
    const path = join(folder, "owner.json");
    rmSync(path);
    await writeEpochs(first, [two]);
    writeFileSync(path, '{"run": "1');
    await writeEpochs(first, [three]);
    await first.begin([one, two, three]);
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ folder });
    rmSync(folder, { recursive: true });
    await first.writeCheckpoint(snapshotAfter(20));
    expect(checkpointsIn(folder)).toHaveLength(1);
  });

  it("passes to one that was resumed, when that begins to run", async () => {
    const { folder, first } = await trained(1);
    const second = resumedFilesIn(folder);
    await first.begin([one]);
    await second.begin([one]);
    await second.begin([one]);
    expect(await refusal(first.begin([one]))).toContain("another trainer");
  });

  it("does not hold up a new training after one that is gone without a checkpoint", async () => {
    const deadPid = spawnSync(process.execPath, ["--version"]).pid;
    const now = Date.now();
    for (const [gone, change] of [
      [true, { pid: deadPid }],
      [true, { since: new Date(now - 120_000).toISOString() }],
      [true, { pid: 1, host: "far", since: new Date(now - 120_000).toISOString() }],
      // A container's processes have the same numbers again when it is started again.
      [true, { since: new Date(performance.timeOrigin - 1000).toISOString() }],
      [false, { pid: process.ppid }],
      [false, { pid: deadPid, host: "far" }],
    ] as const) {
      const folder = emptyFolder();
      const since = new Date(now).toISOString();
      const owner = { run: "other", host: hostname(), pid: process.pid, since, folder, ...change };
      writeFileSync(join(folder, "owner.json"), JSON.stringify(owner));
      const begun = filesIn(folder).begin([]);
      if (gone) await begun;
      else expect(await refusal(begun)).toMatch(/wait a minute, or delete .*owner\.json/);
    }
  });

  it("is not lost by a beginning that failed", async () => {
    const folder = emptyFolder();
    const files = filesIn(folder, join(folder, "log"));
    mkdirSync(join(folder, "log"));
    expect(await refusal(files.begin([]))).toContain("is a folder");
    rmSync(join(folder, "log"), { recursive: true });
    await files.begin([]);
    await files.begin([]);
  });

  it("goes along with a folder that was moved, and with a copy", async () => {
    const { folder, first } = await trained(2);
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    const second = resumedFilesIn(copy);
    await second.begin([one, two]);
    await writeEpochs(second, [epochRecord(3, 2)]);
    await writeEpochs(first, [three]);
    const moved = `${folder}-moved`;
    renameSync(folder, moved);
    const third = resumedFilesIn(moved);
    await third.begin([one, two, three]);
    await writeEpochs(third, [epochRecord(4)]);
    expect(checkpointsIn(moved)).toHaveLength(3);
    expect(checkpointsIn(copy)).toHaveLength(3);
  });
});
