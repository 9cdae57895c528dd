import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { BenchError } from "../../../scripts/bench/BenchError.js";
import { runTrial } from "../../../scripts/bench/run/runTrial.js";
import { findPythonWithVenv } from "../../../scripts/setup/python.mjs";
import { ends, lives } from "../notebook/lives.js";
import { script, tiny, tinyComparison, type TinyComparison } from "./tinyComparison.js";

const python = await findPythonWithVenv();
const noPython = "Python 3.10 or newer is not installed";

beforeEach(() => {
  const silent = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  return () => silent.mockRestore();
});

const options = { rounds: 3, pauseMilliseconds: 1 };

async function failureOf(comparison: TinyComparison): Promise<BenchError> {
  const failure = await runTrial(comparison, options).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(BenchError);
  return failure as BenchError;
}

async function expectAllEnded(comparison: TinyComparison, count: number): Promise<void> {
  const pids = new Set(comparison.log().map(({ pid }) => pid));
  expect(pids.size).toBe(count);
  for (const pid of pids) expect(await ends(pid)).toBe(true);
}

describe("a run of a trial", () => {
  it("gives every contestant its turn in every round, one at a time, and then ends them", async () => {
    const comparison = tinyComparison([tiny("a", "ours"), tiny("b", "peer", { stepsPerTurn: 3 })]);
    const { performances, order, inputs } = await runTrial(comparison, options);
    expect(order).toEqual([
      ["a", "b"],
      ["b", "a"],
      ["b", "a"],
    ]);
    const expected = order.flat().flatMap((name) => Array<string>(name === "a" ? 2 : 3).fill(name));
    expect(comparison.log().map(({ name }) => name)).toEqual(expected);
    expect(inputs).toBe("a file to write to");
    await expectAllEnded(comparison, 2);
    const [a, b] = performances;
    expect(a?.prepared).toMatchObject({
      versions: { "Node.js": process.versions.node },
      threads: 1,
      note: "tiny",
    });
    expect(b?.turns.map(({ milliseconds, result }) => [milliseconds.length, result])).toEqual(
      Array(3).fill([3, 500_500]),
    );
    expect(b?.turns.every(({ residentBytes }) => residentBytes > 1e6)).toBe(true);
  });

  it("takes contestants in Python as well", async (context) => {
    if (python === undefined) context.skip(noPython);
    const inPython = tiny("b", "peer", { runtime: "python", script: script("tiny.py") });
    const comparison = tinyComparison([tiny("a", "ours"), inPython]);
    const { performances } = await runTrial(comparison, { ...options, python });
    expect(performances[1]?.prepared.versions).toEqual({ Python: expect.stringMatching(/^3\./) as unknown });
    expect(performances[1]?.turns.map(({ result }) => result)).toEqual(Array(3).fill(500_500));
    await expectAllEnded(comparison, 2);
  });

  it("tells the last words of a contestant that dies, with the remedy, and ends the others", async () => {
    const faulty = tiny("b", "peer", { args: ["b", "10", "throws"], remedy: "Ask for less." });
    const comparison = tinyComparison([tiny("a", "ours"), faulty]);
    const { message, remedy } = await failureOf(comparison);
    expect(message).toMatch(/^b exited with code 1; it last said:\n/);
    expect(message).toContain("RangeError: three is too many");
    expect(remedy).toBe("Ask for less.");
    await expectAllEnded(comparison, 2);
  });

  it("tells of a contestant that cannot prepare its work", async () => {
    const faulty = tiny("a", "ours", { args: ["a", "10", "refuses"] });
    const { message } = await failureOf(tinyComparison([faulty, tiny("b", "peer")]));
    expect(message).toContain("Error: there is nothing to prepare");
  });

  it("tells of a contestant whose program is missing", async () => {
    const faulty = tiny("a", "ours", { runtime: "python" });
    const comparison = tinyComparison([faulty]);
    await expect(runTrial(comparison, { ...options, python: "/nonexistent/python" })).rejects.toThrow(
      "a could not be started (spawn /nonexistent/python ENOENT)",
    );
  });

  const prepared = JSON.stringify({ prepared: { versions: {}, threads: 1, seconds: 0 } });
  it.each([
    ["is no JSON", ["hello", ""], "gave an answer that is none: hello"],
    ["lacks what was asked for", ['{"prepared": {}}', ""], 'gave an answer that is none: {"prepared": {}}'],
    [
      "has other steps than were asked for",
      [prepared, '{"milliseconds": [1], "residentBytes": 1}'],
      "was asked for 2 steps and told of 1",
    ],
  ])("refuses an answer that %s", async (_, args, message) => {
    const babbling = tiny("b", "peer", { script: script("babbling.mjs"), args });
    expect((await failureOf(tinyComparison([babbling]))).message).toContain(`b ${message}`);
  });

  it("ends the contestants when it is aborted while one of them works", async () => {
    const comparison = tinyComparison([tiny("a", "ours"), tiny("b", "peer", { args: ["b", "10", "hangs"] })]);
    const controller = new AbortController();
    const run = runTrial(comparison, { ...options, signal: controller.signal });
    const reason = new Error("enough");
    const rejection = expect(run).rejects.toBe(reason);
    const hangs = (): void => expect(comparison.log().filter(({ name }) => name === "b")).toHaveLength(3);
    await vi.waitFor(hangs, { timeout: 60_000 });
    controller.abort(reason);
    await rejection;
    await expectAllEnded(comparison, 2);
  });
});

describe("a contestant", () => {
  it.for(["mjs", "py"])(
    "in a .%s file ends when the one that asks it has gone",
    async (extension, context) => {
      if (extension === "py" && python === undefined) context.skip(noPython);
      const program = extension === "mjs" ? process.execPath : (python ?? "");
      const child = spawn(program, [script(`tiny.${extension}`), "a", "1", join(tmpdir(), "unused")], {
        stdio: ["pipe", "pipe", "inherit"],
        detached: true,
      });
      await once(child.stdout, "data");
      expect(lives(child.pid ?? 0)).toBe(true);
      child.stdin.destroy();
      await once(child, "exit");
    },
  );
});
