import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { chdir, cwd } from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { CheckpointError } from "kl-to-vae/errors";
import { emptyFolder } from "./checkpoints.js";
import { epochRecord, filesIn, filesOfLog, resumedFilesIn, writeEpochs } from "./runFiles.js";

const [one, two, three] = [epochRecord(1), epochRecord(2), epochRecord(3)];
const linesOf = (path: string): unknown[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

/** A folder with a training of two epochs, whose log is elsewhere. */
async function trained(): Promise<{ folder: string; log: string }> {
  const [folder, log] = [join(emptyFolder(), "run"), join(emptyFolder(), "log.jsonl")];
  const files = filesIn(folder, log);
  await files.begin([]);
  await writeEpochs(files, [one, two]);
  return { folder, log };
}

describe("The metrics log of a resumed training", () => {
  it("goes on where its lines are the history's, without those of epochs that are computed anew", async () => {
    const { folder, log } = await trained();
    const files = resumedFilesIn(folder, log);
    await files.begin([one]);
    expect(linesOf(log)).toEqual([one]);
    await files.logEpoch(epochRecord(2, 7));
    expect(linesOf(log)).toEqual([one, epochRecord(2, 7)]);
  });

  it("gets the lines that a killed process has not written, or cut off", async () => {
    const { folder, log } = await trained();
    const whole = readFileSync(log, "utf8");
    for (let length = 0; length <= whole.length; length += 11) {
      writeFileSync(log, whole.slice(0, length));
      await resumedFilesIn(folder, log).begin([one, two]);
      expect(readFileSync(log, "utf8")).toBe(whole);
    }
    appendFileSync(log, '{"epo');
    await resumedFilesIn(folder, log).begin([one, two]);
    expect(readFileSync(log, "utf8")).toBe(whole);
  });

  it("is left alone where it is of another training", async () => {
    const { folder, log } = await trained();
    for (const text of [
      `${JSON.stringify(epochRecord(1, 5))}\n`,
      `${JSON.stringify(one)}\n${JSON.stringify(epochRecord(2, 5))}\n${JSON.stringify(three)}\n`,
      "a letter to a friend",
      "a letter\nto a friend\n",
      "\n",
    ]) {
      writeFileSync(log, text);
      const refused = resumedFilesIn(folder, log).begin([one, two]);
      await expect(refused).rejects.toThrow(CheckpointError);
      await expect(refused).rejects.toThrow(`The metrics log ${log} is that of another training`);
      expect(readFileSync(log, "utf8")).toBe(text);
    }
    renameSync(log, `${log}.old`);
    await resumedFilesIn(folder, log).begin([one, two]);
    expect(linesOf(log)).toEqual([one, two]);
  });

  it("takes the same numbers written in another way for the same", async () => {
    const { folder, log } = await trained();
    const { epoch, ...others } = one;
    writeFileSync(log, `${JSON.stringify({ ...others, epoch })}\r\n`);
    await resumedFilesIn(folder, log).begin([one, two]);
    expect(linesOf(log)).toEqual([one, two]);
  });

  it("is not that of the training whose folder was copied", async () => {
    const { folder, log } = await trained();
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    const first = resumedFilesIn(folder, log);
    await first.begin([one, two]);
    await writeEpochs(first, [three]);
    const text = readFileSync(log, "utf8");
    const second = resumedFilesIn(copy, log);
    await expect(second.begin([one, two])).rejects.toThrow(CheckpointError);
    await expect(second.begin([one, two])).rejects.toThrow(
      `training in ${folder}, of which ${copy} is a copy`,
    );
    expect(readFileSync(log, "utf8")).toBe(text);
    renameSync(log, `${log}.first`);
    await second.begin([one, two]);
    expect(linesOf(log)).toEqual([one, two]);
  });

  it("goes along with the folder where it is in it", async () => {
    const folder = join(emptyFolder(), "run");
    const first = filesIn(folder);
    await first.begin([]);
    await writeEpochs(first, [one, two]);
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    const second = resumedFilesIn(copy);
    await second.begin([one]);
    await writeEpochs(second, [epochRecord(2, 8)]);
    expect(linesOf(join(folder, "metrics.jsonl"))).toEqual([one, two]);
    expect(linesOf(join(copy, "metrics.jsonl"))).toEqual([one, epochRecord(2, 8)]);
  });
});

describe("A metrics log", () => {
  it("does not mix the epochs of two trainings that began together", async () => {
    const log = join(emptyFolder(), "log.jsonl");
    const [first, second] = [filesOfLog(log), filesOfLog(log)];
    await Promise.all([first.begin([]), second.begin([])]);
    await first.logEpoch(one);
    await expect(second.logEpoch(epochRecord(1, 2))).rejects.toThrow("is that of another training");
    expect(second.failed).toBe(true);
    await first.logEpoch(two);
    expect(linesOf(log)).toEqual([one, two]);
  });

  it("stays the same file, which one may follow", async () => {
    const log = join(emptyFolder(), "log.jsonl");
    const files = filesOfLog(log);
    await files.begin([]);
    const { ino } = statSync(log);
    await files.logEpoch(one);
    await files.begin([one]);
    await files.logEpoch(two);
    expect(statSync(log).ino).toBe(ino);
    expect(linesOf(log)).toEqual([one, two]);
  });

  it("is written anew, whole, where it was moved away or emptied meanwhile", async () => {
    const log = join(emptyFolder(), "log.jsonl");
    const files = filesOfLog(log);
    await files.begin([]);
    await files.logEpoch(one);
    renameSync(log, `${log}.1`);
    await files.logEpoch(two);
    expect(linesOf(log)).toEqual([one, two]);
    writeFileSync(log, "");
    await files.logEpoch(three);
    expect(linesOf(log)).toEqual([one, two, three]);
  });

  it("is in the place that its path meant when the trainer was made", async () => {
    const [start, folder] = [cwd(), emptyFolder()];
    onTestFinished(() => chdir(start));
    chdir(folder);
    const files = filesOfLog("log.jsonl");
    chdir(start);
    await files.begin([]);
    await files.logEpoch(one);
    expect(linesOf(join(folder, "log.jsonl"))).toEqual([one]);
  });

  it("has numbers that are not finite as text, and finds them again", async () => {
    const log = join(emptyFolder(), "log.jsonl");
    const files = filesOfLog(log);
    const record = { ...one, trainLoss: NaN, kl: Infinity, reconstruction: -Infinity };
    await files.begin([]);
    await files.logEpoch(record);
    expect(linesOf(log)).toEqual([{ ...one, trainLoss: "NaN", kl: "Infinity", reconstruction: "-Infinity" }]);
    await files.begin([record]);
    await files.logEpoch(two);
    expect(linesOf(log)).toHaveLength(2);
  });

  it("is written through a link, which stays, and keeps the permissions of its file", async () => {
    const [folder, elsewhere] = [join(emptyFolder(), "run"), emptyFolder()];
    const [target, link] = [join(elsewhere, "target.jsonl"), join(elsewhere, "link.jsonl")];
    symlinkSync("target.jsonl", link);
    const files = filesIn(folder, link);
    await files.begin([]);
    await writeEpochs(files, [one, two]);
    spawnSync("chmod", ["640", target]);
    await resumedFilesIn(folder, link).begin([one]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(linesOf(target)).toEqual([one]);
    expect(statSync(target).mode & 0o777).toBe(0o640);
  });

  it("that is a folder is refused with a word on what is needed", async () => {
    const log = emptyFolder();
    await expect(filesOfLog(log).begin([])).rejects.toThrow(CheckpointError);
    await expect(filesOfLog(log).begin([])).rejects.toThrow(`${log} is a folder: name a file, such as`);
    expect(statSync(log).isDirectory()).toBe(true);
  });

  it("can be a pipe, which gets the epochs that end from now on", async () => {
    const pipe = join(emptyFolder(), "pipe");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    reader.stdout.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    const closed = once(reader, "close");
    const piped = filesOfLog(pipe);
    await piped.begin([one]);
    await untilItWorks(() => piped.logEpoch(two));
    await closed;
    expect(text).toBe(`${JSON.stringify(two)}\n`);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it("that is a pipe which nobody reads does not hold the training up for ever", async () => {
    const pipe = join(emptyFolder(), "pipe");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    const files = filesOfLog(pipe);
    await files.begin([]);
    await expect(files.logEpoch(one)).rejects.toThrow(CheckpointError);
    expect(statSync(pipe).isFIFO()).toBe(true);
  });
});

describe("RunFiles.failed", () => {
  it("is true from a write that failed to one that succeeds", async () => {
    const folder = emptyFolder();
    const log = join(folder, "log.jsonl");
    const files = filesIn(join(folder, "run"), log);
    expect(files.failed).toBe(false);
    await files.begin([]);
    await files.logEpoch(one);
    renameSync(log, `${log}.old`);
    mkdirSync(log);
    await expect(files.logEpoch(two)).rejects.toThrow("is a folder");
    expect(files.failed).toBe(true);
    renameSync(log, `${log}.folder`);
    await files.logEpoch(three);
    expect(files.failed).toBe(false);
    expect(linesOf(log)).toEqual([one, two, three]);
  });
});

/** Repeats what fails until the process that it is for is ready. */
async function untilItWorks(attempt: () => Promise<void>): Promise<void> {
  for (let left = 200; ; left--) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
