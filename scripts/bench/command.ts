import { mkdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { untilSignal } from "../notebook/untilSignal.js";
import { benchDirectory } from "./benchDirectory.js";
import { BenchError } from "./BenchError.js";
import type { Comparison } from "./Comparison.js";
import { comparisons as allComparisons } from "./comparisons/index.js";
import { describeMachine } from "./report/describeMachine.js";
import { formatReport } from "./report/formatReport.js";
import { installPeers } from "./installPeers.js";
import { makeReport, type Report } from "./report/makeReport.js";
import { runComparison } from "./run/runComparison.js";

interface Options {
  only?: string[];
  rounds: number;
  json?: string;
  python?: string;
  list?: boolean;
}

/**
 * `npm run bench`: our work beside that of others, in one run. A slow result is a result: the exit code is 0 unless
 * something broke.
 */
export async function command(
  argv: readonly string[],
  comparisons: readonly Comparison[] = allComparisons,
): Promise<number> {
  const program = describeCommand(comparisons.map(({ name }) => name));
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  const options = program.opts<Options>();
  if (options.list) return list(comparisons);
  const chosen = comparisons.filter(({ name }) => options.only?.includes(name) ?? true);
  const work = (signal: AbortSignal): Promise<number> => run(chosen, options, signal);
  return await untilSignal(work, "no report was written of the comparison that was running");
}

function list(comparisons: readonly Comparison[]): number {
  const width = Math.max(...comparisons.map(({ name }) => name.length));
  for (const { name, title, peers, bar } of comparisons) {
    console.log(`${name.padEnd(width)}  ${title}; at most ${bar.toFixed(2)} of the ${peers}`);
  }
  return 0;
}

async function run(
  comparisons: readonly Comparison[],
  { rounds, json, python }: Options,
  signal: AbortSignal,
): Promise<number> {
  try {
    const needsPython = comparisons.some(({ contestants }) =>
      contestants.some(({ runtime }) => runtime === "python"),
    );
    const interpreter = needsPython ? (python ?? (await installPeers())) : undefined;
    const reports: Report[] = [];
    for (const comparison of comparisons) {
      const circumstances = { date: new Date(), machine: describeMachine() };
      const outcome = await runComparison(comparison, { rounds, python: interpreter, signal });
      const report = makeReport(comparison, outcome, circumstances);
      reports.push(report);
      const path = join(benchDirectory, `${report.name}.json`);
      await writeJson(path, report);
      console.log(`\n${formatReport(report)}\nAll figures: ${relative(process.cwd(), path)}\n`);
    }
    if (json !== undefined) await writeJson(resolve(json), reports);
    return 0;
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    console.error(`\n${[error.message, error.remedy].filter(Boolean).join("\n")}`);
    return 1;
  }
}

async function writeJson(path: string, content: unknown): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeFileAtomic(path, `${JSON.stringify(content, null, 2)}\n`);
}

function describeCommand(names: readonly string[]): Command {
  return new Command("npm run bench --")
    .description("Compare the time of our work with that of others, in turns within one run.")
    .addOption(new Option("--only <name...>", "only these comparisons").choices(names))
    .option("--rounds <n>", "turns of every contestant", readRounds, 10)
    .option("--json <file>", "write all reports to this file as well")
    .option(
      "--python <path>",
      "a Python that has the packages, in place of an environment of the benchmark's own",
    )
    .option("--list", "name the comparisons and do no more")
    .exitOverride();
}

function readRounds(text: string): number {
  const rounds = Number(text);
  if (!(Number.isSafeInteger(rounds) && rounds > 0))
    throw new InvalidArgumentError("It must be a whole number above 0.");
  return rounds;
}
