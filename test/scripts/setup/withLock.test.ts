import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { withLock } from "../../../scripts/setup/withLock.mjs";
import { runCommand } from "../../support/runCommand.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kl-to-vae-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const module = join(projectRoot, "scripts", "setup", "withLock.mjs");

function holder(work: string): string[] {
  const program = `
    import { appendFileSync } from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    const { withLock } = await import(${JSON.stringify(module)});
    await withLock(${JSON.stringify(join(folder, "lock"))}, async () => { ${work} });`;
  return ["--input-type=module", "-e", program];
}

describe("withLock", () => {
  it("lets eight processes work one after the other", async () => {
    const log = JSON.stringify(join(folder, "log"));
    const work = `appendFileSync(${log}, "in "); await sleep(30); appendFileSync(${log}, "out ");`;
    const results = await Promise.all(
      Array.from({ length: 8 }, () => runCommand(process.execPath, holder(work))),
    );
    expect(results.map(({ code }) => code)).toEqual(Array<number>(8).fill(0));
    expect(readFileSync(join(folder, "log"), "utf8")).toBe("in out ".repeat(8));
  });

  it("takes over the lock of a process that was killed", async () => {
    const child = spawn(process.execPath, holder("console.log('held'); await sleep(60_000);"));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    await expect(withLock(join(folder, "lock"), () => Promise.resolve("mine"))).resolves.toBe("mine");
  });

  it("takes over a lock from another host that has been silent for long", async () => {
    const path = join(folder, "lock");
    writeFileSync(path, JSON.stringify({ pid: 1, host: `not-${hostname()}` }));
    utimesSync(path, new Date(0), new Date(0));
    await expect(withLock(path, () => Promise.resolve("mine"))).resolves.toBe("mine");
  });

  it("is released when the work fails, and passes the failure on", async () => {
    const path = join(folder, "lock");
    await expect(withLock(path, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(withLock(path, () => Promise.resolve("next"))).resolves.toBe("next");
  });
});
