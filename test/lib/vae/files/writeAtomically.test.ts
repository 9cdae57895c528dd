import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { writeAtomically } from "../../../../lib/src/vae/files/index.js";
import { temporaryFolder } from "../checkpoint/temporaryFolder.js";

const bytes = Buffer.from("what is written");

describe("writeAtomically", () => {
  it.each([0o600, 0o640, 0o666, 0o755])(
    "keeps the permissions %d of a file that it replaces",
    async (mode) => {
      const before = process.umask(0o022);
      onTestFinished(() => void process.umask(before));
      const path = join(temporaryFolder(), "file");
      writeFileSync(path, "what was there");
      chmodSync(path, mode);
      await writeAtomically(path, bytes);
      expect(readFileSync(path)).toEqual(bytes);
      expect(statSync(path).mode & 0o777).toBe(mode);
    },
  );

  it("gives a new file the permissions that the process gives its files", async () => {
    const path = join(temporaryFolder(), "file");
    await writeAtomically(path, bytes);
    expect(statSync(path).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  it("writes through links, one leading to the next through a folder's link, also to what is not there", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "deep", "deeper"), { recursive: true });
    symlinkSync(join("deep", "deeper"), join(folder, "short"));
    symlinkSync("../file", join(folder, "short", "second"));
    symlinkSync("short/second", join(folder, "first"));
    for (const text of ["new", "replaced"]) {
      await writeAtomically(join(folder, "first"), Buffer.from(text));
      expect(readFileSync(join(folder, "deep", "file"), "utf8")).toBe(text);
    }
    expect(lstatSync(join(folder, "first")).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, "deep")).sort()).toEqual(["deeper", "file"]);
  });

  it("refuses links that lead to each other", async () => {
    const path = join(temporaryFolder(), "one");
    symlinkSync("other", path);
    symlinkSync("one", join(path, "..", "other"));
    await expect(writeAtomically(path, bytes)).rejects.toHaveProperty("code", "ELOOP");
  });

  it("replaces no pipe and no folder", async () => {
    const folder = temporaryFolder();
    const pipe = join(folder, "pipe");
    expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
    mkdirSync(join(folder, "folder"));
    await expect(writeAtomically(pipe, bytes)).rejects.toThrow("no regular file");
    await expect(writeAtomically(join(folder, "folder"), bytes)).rejects.toHaveProperty("code", "EISDIR");
    expect(statSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["folder", "pipe"]);
  });

  it("leaves what was there where it is not confirmed", async () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "what was there");
    const refused = writeAtomically(path, bytes, () => Promise.reject(new Error("not now")));
    await expect(refused).rejects.toThrow("not now");
    expect(readdirSync(join(path, ".."))).toEqual(["file"]);
    expect(readFileSync(path, "utf8")).toBe("what was there");
  });
});
