import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Comparison } from "../../../scripts/bench/Comparison.js";
import type { Contestant } from "../../../scripts/bench/Contestant.js";
import { temporaryDirectory } from "../../lib/data/temporaryDirectory.js";

/** The path of a contestant of the tests. */
export function script(name: string): string {
  return fileURLToPath(new URL(`contestants/${name}`, import.meta.url));
}

/** A contestant that adds up the numbers to 1000 and says at every step that it does. */
export function tiny(name: string, role: Contestant["role"], more: Partial<Contestant> = {}): Contestant {
  const args = [name, "1000"];
  return { name, role, runtime: "node", script: script("tiny.mjs"), args, stepsPerTurn: 2, ...more };
}

/** A comparison of tiny contestants, which all write to one file. */
export interface TinyComparison extends Comparison {
  /** Who did a step, in the order of the steps. */
  readonly log: () => { name: string; pid: number }[];
}

export function tinyComparison(contestants: readonly Contestant[], bar = 0.5): TinyComparison {
  const file = join(temporaryDirectory(), "log");
  const log = (): { name: string; pid: number }[] =>
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => ({ name: line.split(" ")[0] ?? "", pid: Number(line.split(" ")[1]) }));
  return {
    name: "test-tiny",
    title: "adding up the numbers to 1000",
    contestants,
    peers: "fastest of the others",
    bar,
    result: "sum",
    inputs: () => Promise.resolve({ files: [file], description: "a file to write to" }),
    log,
  };
}
