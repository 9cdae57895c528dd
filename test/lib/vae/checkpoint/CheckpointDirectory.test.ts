import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { chdir, cwd } from "node:process";
import { basename, join } from "node:path";
import { CheckpointError, InvalidArgumentError } from "kl-to-vae/errors";
import { encodeSafetensors } from "kl-to-vae/network";
import { describe, expect, it, onTestFinished } from "vitest";
import { encodeCheckpoint } from "../../../../lib/src/vae/checkpoint/encodeCheckpoint.js";
import { CheckpointDirectory, type Checkpoint } from "../../../../lib/src/vae/checkpoint/index.js";
import { readCheckpoint } from "../../../../lib/src/vae/checkpoint/readCheckpoint.js";
import { blankSeal, sealKey, setSeal } from "../../../../lib/src/vae/checkpoint/seal.js";
import { temporaryFolder } from "./temporaryFolder.js";

const at = (steps: number): Checkpoint => ({
  arrays: { weight: { data: Float32Array.of(steps, 1), shape: [2] } },
  record: { steps },
});
const nameOf = (steps: number): string => `checkpoint-${String(steps).padStart(8, "0")}.safetensors`;

async function written(steps: readonly number[], keep = 9): Promise<CheckpointDirectory> {
  const directory = new CheckpointDirectory(temporaryFolder(), { keep });
  for (const step of steps) await directory.write(step, at(step));
  return directory;
}

const stepsIn = async (directory: CheckpointDirectory): Promise<number[]> =>
  (await directory.list()).map(({ steps }) => steps);

/** Flips a bit in the middle of a checkpoint's file. */
function damage(directory: CheckpointDirectory, steps: number): void {
  const path = join(directory.path, nameOf(steps));
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] as number) ^ 4;
  writeFileSync(path, bytes);
}

describe("CheckpointDirectory.write", () => {
  it("makes the folder, gives the path and leaves one file, which is the encoded checkpoint", async () => {
    const folder = join(temporaryFolder(), "runs", "first");
    const path = await new CheckpointDirectory(folder, { keep: 2 }).write(1234, at(1234));
    expect(path).toBe(join(folder, "checkpoint-00001234.safetensors"));
    expect(readdirSync(folder)).toEqual(["checkpoint-00001234.safetensors"]);
    expect(new Uint8Array(readFileSync(path))).toEqual(encodeCheckpoint(at(1234)));
    expect(await readCheckpoint(path)).toStrictEqual(at(1234));
  });

  it.each([1, 2, 3])("keeps the last %d", async (keep) => {
    const directory = await written([0, 10, 20, 30, 40], keep);
    expect(await stepsIn(directory)).toEqual([40, 30, 20].slice(0, keep));
    expect(readdirSync(directory.path)).toHaveLength(keep);
  });

  it("counts steps as numbers, beyond the digits of a file name, too", async () => {
    const directory = await written([99_999_999, 100_000_000, 2 ** 53 - 1], 2);
    expect(await stepsIn(directory)).toEqual([2 ** 53 - 1, 100_000_000]);
    expect((await directory.newest()).checkpoint).toStrictEqual(at(2 ** 53 - 1));
  });

  it("replaces the one after as many steps", async () => {
    const directory = await written([10, 20]);
    await directory.write(20, { arrays: {}, record: "again" });
    expect(await stepsIn(directory)).toEqual([20, 10]);
    expect((await directory.newest()).checkpoint.record).toBe("again");
  });

  it("writes through a link to the file that it names, which need not be there", async () => {
    const [directory, elsewhere] = [await written([]), temporaryFolder()];
    symlinkSync(join(elsewhere, "stored"), join(directory.path, nameOf(20)));
    for (const record of ["first", "second"]) {
      await directory.write(20, { arrays: {}, record });
      expect(lstatSync(join(directory.path, nameOf(20))).isSymbolicLink()).toBe(true);
      expect((await readCheckpoint(join(elsewhere, "stored"))).record).toBe(record);
    }
    expect(readdirSync(elsewhere)).toEqual(["stored"]);
  });

  it("asks before it writes or deletes, and again before a file gets its name", async () => {
    const { path } = await written([10, 20]);
    for (const allowed of [0, 1]) {
      let asked = 0;
      const confirm = (): Promise<void> =>
        asked++ < allowed ? Promise.resolve() : Promise.reject(new CheckpointError("It is another's."));
      const refused = new CheckpointDirectory(path, { keep: 1, confirm }).write(15, at(15));
      await expect(refused).rejects.toThrow(/^It is another's\.$/);
      expect(asked).toBe(allowed + 1);
      expect(readdirSync(path).sort()).toEqual([10, 20].map(nameOf));
    }
  });

  it("deletes those after more steps, which a run that went back computes anew", async () => {
    const directory = await written([10, 20, 30, 40], 3);
    await directory.write(25, at(25));
    expect(await stepsIn(directory)).toEqual([25, 20]);
    await directory.write(5, at(5));
    expect(await stepsIn(directory)).toEqual([5]);
  });

  it("goes on from the last whole one, and has the damaged one out of the way with the first write", async () => {
    const directory = await written([10, 20, 30], 2);
    damage(directory, 30);
    const { steps } = await directory.newest();
    expect(steps).toBe(20);
    await directory.write(25, at(25));
    const { steps: next, refused } = await directory.newest();
    expect([next, refused]).toEqual([25, []]);
    expect(await stepsIn(directory)).toEqual([25, 20]);
  });

  it("never touches other files of the folder", async () => {
    const directory = await written([10, 20], 1);
    const others = [
      "checkpoint-1.safetensors",
      "checkpoint-000000001.safetensors",
      "checkpoint-00000NaN.safetensors",
      "checkpoint-00000001.safetensors.bak",
      "my-checkpoint-00000001.safetensors",
      "checkpoint-99999999999999999.safetensors",
      "checkpoint-00000001.safetensors.1234567",
      "best.safetensors",
      "metrics.jsonl",
    ];
    for (const name of others) writeFileSync(join(directory.path, name), name);
    mkdirSync(join(directory.path, nameOf(15)));
    await directory.write(30, at(30));
    expect(readdirSync(directory.path).sort()).toEqual([...others, nameOf(15), nameOf(30)].sort());
    for (const name of others) expect(readFileSync(join(directory.path, name), "utf8")).toBe(name);
    expect(await stepsIn(directory)).toEqual([30]);
  });

  it("writes what the arrays hold when it is called", async () => {
    const directory = await written([]);
    const checkpoint = at(1);
    const writing = directory.write(1, checkpoint);
    checkpoint.arrays["weight"]?.data.fill(7);
    await writing;
    expect((await directory.newest()).checkpoint).toStrictEqual(at(1));
  });

  it("writes in the order in which it is asked, through several objects, too", async () => {
    const directory = await written([], 3);
    const other = new CheckpointDirectory(`${directory.path}/../${basename(directory.path)}`, { keep: 3 });
    const steps = Array.from({ length: 30 }, (_, i) => i + 1);
    const writing = steps.map((step) => (step % 2 ? directory : other).write(step, at(step)));
    const found = directory.newest();
    await Promise.all(writing);
    expect((await found).steps).toBe(30);
    expect(readdirSync(directory.path).sort()).toEqual([28, 29, 30].map(nameOf));
    await Promise.all([directory.write(50, at(50)), other.write(40, at(40))]);
    expect(await stepsIn(directory)).toEqual([40, 30, 29]);
  });

  it("goes on after a write that failed", async () => {
    const directory = await written([10]);
    mkdirSync(join(directory.path, nameOf(20)));
    const [failed, after] = await Promise.allSettled([
      directory.write(20, at(20)),
      directory.write(30, at(30)),
    ]);
    expect(failed).toMatchObject({ status: "rejected", reason: { code: "CHECKPOINT" } });
    expect(after.status).toBe("fulfilled");
    expect(readdirSync(directory.path).sort()).toEqual([10, 20, 30].map(nameOf));
  });

  it("stays in its folder when the process goes elsewhere", async () => {
    const [start, folder] = [cwd(), temporaryFolder()];
    onTestFinished(() => chdir(start));
    chdir(folder);
    const directory = new CheckpointDirectory("here", { keep: 1 });
    chdir(start);
    await directory.write(1, at(1));
    expect(readdirSync(join(folder, "here"))).toEqual([nameOf(1)]);
  });

  it("refuses steps that are no count and records that are no JSON, and writes nothing", async () => {
    const directory = new CheckpointDirectory(join(temporaryFolder(), "none"), { keep: 1 });
    for (const steps of [-1, 0.5, NaN, Infinity, 2 ** 53])
      await expect(directory.write(steps, at(1))).rejects.toThrow(InvalidArgumentError);
    await expect(directory.write(1, { arrays: {}, record: { f: undefined } })).rejects.toThrow("record.f");
    expect(await directory.list()).toEqual([]);
    await expect(directory.newest()).rejects.toThrow("There is no folder");
  });

  it("says what to do where the folder cannot be", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    for (const path of [file, join(file, "runs")]) {
      const writing = new CheckpointDirectory(path, { keep: 1 }).write(1, at(1));
      await expect(writing).rejects.toThrow(CheckpointError);
      await expect(writing).rejects.toThrow(/a part of this path is a file.*Choose another folder/);
      await expect(writing).rejects.toHaveProperty("cause.syscall", "mkdir");
    }
  });
});

describe("new CheckpointDirectory", () => {
  it.each([0, -1, 1.5, NaN, Infinity])("refuses to keep %d", (keep) => {
    expect(() => new CheckpointDirectory("runs", { keep })).toThrow(InvalidArgumentError);
  });

  it("refuses an empty path", () => {
    expect(() => new CheckpointDirectory("", { keep: 1 })).toThrow(InvalidArgumentError);
  });
});

describe("CheckpointDirectory.newest", () => {
  it("gives the newest with its path and steps", async () => {
    const directory = await written([10, 20]);
    expect(await directory.newest()).toStrictEqual({
      path: join(directory.path, nameOf(20)),
      steps: 20,
      checkpoint: at(20),
      refused: [],
    });
  });

  it("falls back to the one before, and gives the errors of the damaged and the cut one", async () => {
    const directory = await written([10, 20, 30, 40]);
    damage(directory, 30);
    truncateSync(join(directory.path, nameOf(40)), 250);
    const { steps, checkpoint, refused } = await directory.newest();
    expect([steps, checkpoint]).toStrictEqual([20, at(20)]);
    expect(refused.map((error) => error instanceof CheckpointError)).toEqual([true, true]);
    expect(refused[0]?.message).toContain(`${nameOf(40)} is cut: `);
    expect(refused[1]?.message).toContain(`${nameOf(30)} is damaged: its checksum does not match`);
  });

  it("says of each why none is whole", async () => {
    const directory = await written([10, 20, 30]);
    damage(directory, 10);
    writeFileSync(join(directory.path, nameOf(20)), "");
    writeFileSync(join(directory.path, nameOf(30)), "no checkpoint".repeat(99));
    const search = directory.newest();
    await expect(search).rejects.toThrow(CheckpointError);
    await expect(search).rejects.toThrow(
      /^No checkpoint in the folder .* is whole:\n.*-00000030\S* is damaged, or no checkpoint.*\n.*-00000020\S* is cut.*\n.*-00000010\S* is damaged.*$/,
    );
  });

  it("does not pass over a newer one that is whole, but of another format or from elsewhere", async () => {
    const newer = encodeSafetensors({}, { [sealKey]: blankSeal(2), "kl-to-vae.record": "null" });
    setSeal(newer);
    const foreign = encodeSafetensors(at(30).arrays, { format: "pt" });
    for (const [bytes, message] of [
      [newer, `${nameOf(30)} is of format 2, but this version`],
      [foreign, `${nameOf(30)} is no checkpoint of kl-to-vae: it is a safetensors file from elsewhere`],
    ] as const) {
      const directory = await written([10, 20]);
      writeFileSync(join(directory.path, nameOf(30)), bytes);
      await expect(directory.newest()).rejects.toThrow(CheckpointError);
      await expect(directory.newest()).rejects.toThrow(message);
    }
  });

  it("says that there is no folder, that it is a file, or that it holds no checkpoint", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "file");
    writeFileSync(file, "");
    const newestIn = (path: string) => new CheckpointDirectory(path, { keep: 1 }).newest();
    await expect(newestIn(join(folder, "none"))).rejects.toThrow(/There is no folder .*none/);
    await expect(newestIn(file)).rejects.toThrow(/is a file, not a folder/);
    await expect(newestIn(folder)).rejects.toThrow(/There is no checkpoint in the folder/);
    for (const path of [join(folder, "none"), file, folder])
      await expect(newestIn(path)).rejects.toThrow(CheckpointError);
  });

  it("follows links to checkpoints and passes over those that lead nowhere", async () => {
    const [stored, linked] = [await written([10]), await written([])];
    symlinkSync(join(stored.path, nameOf(10)), join(linked.path, nameOf(10)));
    symlinkSync(join(stored.path, nameOf(20)), join(linked.path, nameOf(20)));
    expect(await stepsIn(linked)).toEqual([10]);
    expect((await linked.newest()).checkpoint).toStrictEqual(at(10));
  });
});
