import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { benchDirectory } from "../../../scripts/bench/benchDirectory.js";
import { command } from "../../../scripts/bench/command.js";
import type { Comparison } from "../../../scripts/bench/Comparison.js";
import type { Report } from "../../../scripts/bench/report/makeReport.js";
import type { SweepReport } from "../../../scripts/bench/report/makeSweepReport.js";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";
import { tiny, tinyComparison } from "./tinyComparison.js";
import { tinySweep } from "./tinySweep.js";

// Drawn by a thread of compiled code; test/lib/notebook has the tests of that.
vi.mock("kl-to-vae/notebook", () => ({ figurePng: () => Promise.resolve(Uint8Array.of(1, 2, 3)) }));

const written = ["test-tiny.json", "test-sweep.json", "test-sweep.png"].map((name) =>
  join(benchDirectory, name),
);
afterAll(() => written.forEach((path) => rmSync(path, { force: true })));

let printed: string;
let errors: string;
beforeEach(() => {
  printed = errors = "";
  vi.spyOn(console, "log").mockImplementation((text: string) => void (printed += `${text}\n`));
  vi.spyOn(console, "error").mockImplementation((text: string) => void (errors += `${text}\n`));
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((printed += String(text))));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((errors += String(text))));
  return () => {
    vi.restoreAllMocks();
  };
});

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

function duel(bar: number): Comparison {
  return tinyComparison([tiny("ours", "ours"), tiny("theirs", "peer")], bar);
}

describe("npm run bench", () => {
  it("prints a table and the verdict, and writes all figures as JSON", async () => {
    const json = join(temporaryDirectory(), "deep", "reports.json");
    expect(await command(["--rounds", "2", "--json", json], [duel(1e9)])).toBe(0);
    expect(printed).toContain("test-tiny: adding up the numbers to 1000\n2 rounds on ");
    expect(printed).toMatch(/^theirs +\d+\.\d+ +\d+\.\d+ … /m);
    expect(printed).toMatch(
      /Our time to that of the fastest of the others \(theirs\): [\d.]+, 95 % interval/,
    );
    expect(printed).toContain(": met");
    const report = read(join(benchDirectory, "test-tiny.json")) as Report;
    expect(report.contestants.map(({ name, perRound }) => [name, perRound.length])).toEqual([
      ["ours", 2],
      ["theirs", 2],
    ]);
    expect(report.machine.cores).toBeGreaterThan(0);
    expect(read(json)).toEqual([report]);
  });

  it("ends with exit code 0 where the bar is not met, and says so", async () => {
    expect(await command(["--rounds", "2"], [duel(1e-9)])).toBe(0);
    expect(printed).toContain("Bar 0.00: not met.");
  });

  it("ends with exit code 1 and what to do where a contestant breaks", async () => {
    const broken = tiny("theirs", "peer", { args: ["theirs", "1", "throws"], remedy: "Ask for less." });
    expect(await command(["--rounds", "2"], [tinyComparison([tiny("ours", "ours"), broken])])).toBe(1);
    expect(errors).toMatch(
      /theirs exited with code 1; it last said:\n[^]*three is too many\nAsk for less\.\n$/,
    );
  });

  it("refuses contestants that come to different results", async () => {
    const wrong = tiny("theirs", "peer", { args: ["theirs", "999"] });
    const comparison = { ...tinyComparison([tiny("ours", "ours"), wrong]), tolerance: 1e-9 };
    expect(await command(["--rounds", "1"], [comparison])).toBe(1);
    expect(errors).toContain("ours came to 500500, theirs to 499500");
  });

  it("prints how a time grows, and writes all figures and a plot", async () => {
    const json = join(temporaryDirectory(), "reports.json");
    expect(await command(["--rounds", "1", "--json", json], [tinySweep()])).toBe(0);
    expect(printed).toMatch(/^n \(no other\), ms per number +ours +theirs +ratio$/m);
    expect(printed).toMatch(/^grows as +n\^-?\d\.\d\d +n\^-?\d\.\d\d$/m);
    const report = read(written[1] ?? "") as SweepReport;
    expect(report.axes[0]?.values).toEqual([10, 1000]);
    expect(read(json)).toEqual([report]);
    expect([...readFileSync(written[2] ?? "")]).toEqual([1, 2, 3]);
  });

  it("runs only what it is asked for", async () => {
    const never: Comparison = { ...duel(1), name: "never", inputs: () => Promise.reject(new Error("ran")) };
    expect(await command(["--only", "test-tiny", "--rounds", "1"], [never, duel(1)])).toBe(0);
    expect(printed).toContain("95 % interval unknown");
  });

  it("lists the comparisons with their bars", async () => {
    expect(await command(["--list"])).toBe(0);
    expect(printed).toMatch(/^step-mlp +one training step .* at most 0\.80 of the fastest PyTorch$/m);
    expect(printed).toMatch(/^step-conv +one training step .* at most 0\.70 of the fastest PyTorch$/m);
    expect(printed).toMatch(/^em-272-2-2 +one iteration .* at most 0\.20 of the fastest scikit-learn$/m);
    expect(printed).toMatch(/^em-cost +one iteration .*; how it grows with n, d, K$/m);
  });

  it.each([
    [
      "an unknown comparison",
      ["--only", "step-mpl"],
      "Allowed choices are step-mlp, step-conv, epoch-loader, epoch-memory, em-",
    ],
    ["no rounds", ["--rounds", "0"], "It must be a whole number above 0."],
    ["half a round", ["--rounds", "2.5"], "It must be a whole number above 0."],
    ["an unknown option", ["--round", "2"], "unknown option '--round'"],
    ["a stray word", ["step-mlp"], "too many arguments"],
  ])("refuses %s", async (_, argv, message) => {
    expect(await command(argv)).toBe(1);
    expect(errors).toContain(message);
  });
});
