import { resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { untilSignal } from "../notebook/untilSignal.js";
import { benchComparison } from "./benchComparison.js";
import { BenchError } from "./BenchError.js";
import { benchmarks as allBenchmarks, isSweep, trialsOf, type Benchmark } from "./benchmarks.js";
import { benchSweep } from "./benchSweep.js";
import { installPeers } from "./installPeers.js";
import type { Report } from "./report/makeReport.js";
import type { SweepReport } from "./report/makeSweepReport.js";
import { writeJson } from "./writeJson.js";

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
  benchmarks: readonly Benchmark[] = allBenchmarks,
): Promise<number> {
  const program = describeCommand(benchmarks.map(({ name }) => name));
  try {
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  const options = program.opts<Options>();
  if (options.list) return list(benchmarks);
  const chosen = benchmarks.filter(({ name }) => options.only?.includes(name) ?? true);
  const work = (signal: AbortSignal): Promise<number> => run(chosen, options, signal);
  return await untilSignal(work, "no report was written of what was running");
}

function list(benchmarks: readonly Benchmark[]): number {
  const width = Math.max(...benchmarks.map(({ name }) => name.length));
  for (const benchmark of benchmarks) {
    console.log(`${benchmark.name.padEnd(width)}  ${benchmark.title}; ${aimOf(benchmark)}`);
  }
  return 0;
}

function aimOf(benchmark: Benchmark): string {
  if (!isSweep(benchmark)) return `at most ${benchmark.bar.toFixed(2)} of the ${benchmark.peers}`;
  return `how it grows with ${benchmark.axes.map(({ variable }) => variable).join(", ")}`;
}

async function run(
  benchmarks: readonly Benchmark[],
  { rounds, json, python }: Options,
  signal: AbortSignal,
): Promise<number> {
  try {
    const contestants = benchmarks.flatMap(trialsOf).flatMap((trial) => trial.contestants);
    const needsPython = contestants.some(({ runtime }) => runtime === "python");
    const interpreter = needsPython ? (python ?? (await installPeers())) : undefined;
    const options = { rounds, python: interpreter, signal };
    const reports: (Report | SweepReport)[] = [];
    for (const benchmark of benchmarks) {
      reports.push(
        isSweep(benchmark) ? await benchSweep(benchmark, options) : await benchComparison(benchmark, options),
      );
    }
    if (json !== undefined) await writeJson(resolve(json), reports);
    return 0;
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    console.error(`\n${[error.message, error.remedy].filter(Boolean).join("\n")}`);
    return 1;
  }
}

function describeCommand(names: readonly string[]): Command {
  return new Command("npm run bench --")
    .description("Compare the time of our work with that of others, in turns within one run.")
    .addOption(new Option("--only <name...>", "only these").choices(names))
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
