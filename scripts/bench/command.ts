import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { untilSignal } from "../notebook/untilSignal.js";
import { parseArguments } from "../parseArguments.js";
import { benchAgreement, type AgreementReport } from "./agreement/benchAgreement.js";
import { benchComparison } from "./benchComparison.js";
import { BenchError } from "./BenchError.js";
import { benchmarks as allBenchmarks, isAgreement, isSweep, trialsOf, type Benchmark } from "./benchmarks.js";
import { benchSweep } from "./benchSweep.js";
import { installPeers } from "./installPeers.js";
import type { Report } from "./report/makeReport.js";
import type { SweepReport } from "./report/makeSweepReport.js";
import { writeJson } from "./writeJson.js";

interface Options {
  only?: string[];
  rounds: number;
  seeds: number;
  epochs: number;
  afresh: boolean;
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
  const ended = parseArguments(program, argv);
  if (ended !== undefined) return ended;
  const options = program.opts<Options>();
  if (options.list) return list(benchmarks);
  const chosen = benchmarks.filter(({ name }) => options.only?.includes(name) ?? true);
  const work = (signal: AbortSignal): Promise<number> => run(chosen, options, signal);
  return await untilSignal(
    work,
    "no report was written of what was running; trainings that were finished are kept",
  );
}

function list(benchmarks: readonly Benchmark[]): number {
  const width = Math.max(...benchmarks.map(({ name }) => name.length));
  for (const benchmark of benchmarks) {
    console.log(`${benchmark.name.padEnd(width)}  ${benchmark.title}; ${aimOf(benchmark)}`);
  }
  return 0;
}

function aimOf(benchmark: Benchmark): string {
  if (isSweep(benchmark))
    return `how it grows with ${benchmark.axes.map(({ variable }) => variable).join(", ")}`;
  if (!isAgreement(benchmark)) return `at most ${benchmark.bar.toFixed(2)} of the ${benchmark.peers}`;
  return benchmark.kind === "losses"
    ? `within ${benchmark.bar.toExponential()} of PyTorch's`
    : `means within ${benchmark.bar.toFixed(1)} nats of PyTorch's, with 90 % confidence`;
}

async function run(benchmarks: readonly Benchmark[], options: Options, signal: AbortSignal): Promise<number> {
  try {
    const python = benchmarks.some(needsPython) ? (options.python ?? (await installPeers())) : "python3";
    const reports: (Report | SweepReport | AgreementReport)[] = [];
    for (const benchmark of benchmarks) reports.push(await bench(benchmark, { ...options, python, signal }));
    if (options.json !== undefined) await writeJson(resolve(options.json), reports);
    return 0;
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    console.error(`\n${[error.message, error.remedy].filter(Boolean).join("\n")}`);
    return 1;
  }
}

function needsPython(benchmark: Benchmark): boolean {
  const programs = isAgreement(benchmark)
    ? benchmark.sides
    : trialsOf(benchmark).flatMap(({ contestants }) => contestants);
  return programs.some(({ runtime }) => runtime === "python");
}

function bench(
  benchmark: Benchmark,
  options: Options & { python: string; signal: AbortSignal },
): Promise<Report | SweepReport | AgreementReport> {
  if (isAgreement(benchmark)) return benchAgreement(benchmark, options);
  return isSweep(benchmark) ? benchSweep(benchmark, options) : benchComparison(benchmark, options);
}

function describeCommand(names: readonly string[]): Command {
  return new Command("npm run bench --")
    .description(
      "Compare our work with that of others: its time, in turns within one run, and what comes of it.",
    )
    .addOption(new Option("--only <name...>", "only these").choices(names))
    .option("--rounds <n>", "turns of every contestant", readCount, 10)
    .option("--seeds <n>", "from how many seeds each side trains (losses-*, seeds-*)", readCount, 10)
    .option("--epochs <n>", "for how many epochs (seeds-*)", readCount, 10)
    .option("--afresh", "repeat trainings that an earlier command finished (seeds-*)", false)
    .option("--json <file>", "write all reports to this file as well")
    .option(
      "--python <path>",
      "a Python that has the packages, in place of an environment of the benchmark's own",
    )
    .option("--list", "name the comparisons and do no more")
    .exitOverride();
}

function readCount(text: string): number {
  const count = Number(text);
  if (!(Number.isSafeInteger(count) && count > 0))
    throw new InvalidArgumentError("It must be a whole number above 0.");
  return count;
}
