import { formatColumns } from "./formatColumns.js";
import type { ContestantReport, Report } from "./makeReport.js";
import type { Ratio } from "./ratioOf.js";

const header = [
  "ms per step",
  "median",
  "min … max",
  "ours / it",
  "95 % interval",
  "compile",
  "memory",
  "threads",
];

/** A report as text for a terminal. */
export function formatReport(report: Report): string {
  const rows = report.contestants.map((contestant) => [
    contestant.name,
    contestant.median.toFixed(2),
    `${contestant.min.toFixed(2)} … ${contestant.max.toFixed(2)}`,
    ...ratioCells(report.ratios.find(({ to }) => to === contestant.name)),
    ...otherCells(contestant, report.rounds),
  ]);
  return [
    `${report.name}: ${report.title}`,
    conditions(report),
    "",
    ...formatColumns([[...header, "steps", report.result ?? ""], ...rows]),
    "",
    ...report.contestants.map(({ name: who, versions, note }) => {
      const all = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
      return `  ${who}: ${[...all, ...(note === undefined ? [] : [note])].join(", ")}`;
    }),
    "",
    ...verdictLines(report),
  ].join("\n");
}

function conditions({ rounds, machine, inputs }: Report): string {
  const cores = `${machine.cores} ${machine.cores === 1 ? "core" : "cores"}`;
  const where = `${rounds} rounds on ${machine.cpu}, ${cores}, load before ${machine.load.toFixed(1)}`;
  return inputs === undefined ? where : `${where}; ${inputs}`;
}

function ratioCells(ratio: Ratio | undefined): string[] {
  return ratio === undefined ? ["", ""] : [ratio.median.toFixed(3), formatInterval(ratio)];
}

function otherCells(contestant: ContestantReport, rounds: number): string[] {
  const { compileMilliseconds, residentBytes, threads, stepsPerTurn, results } = contestant;
  return [
    compileMilliseconds === undefined ? "" : formatSeconds(compileMilliseconds),
    `${Math.round(residentBytes / 1e6)} MB`,
    String(threads),
    String(rounds * stepsPerTurn),
    results?.at(-1)?.toFixed(2) ?? "",
  ];
}

function verdictLines({ verdict, compileVerdict }: Report): string[] {
  const { peers, fastestPeer, median, interval, bar, met } = verdict;
  const open = interval !== null && interval.lower <= bar && bar < interval.upper;
  const speed = [
    `Our time to that of the ${peers} (${fastestPeer}): ${median.toFixed(3)}, 95 % interval ${formatInterval(verdict)}.`,
    `  Bar ${bar.toFixed(2)}: ${met ? "met" : "not met"}${open ? ", but the interval contains it: more rounds would tell" : ""}.`,
    "  The ratio is the median over rounds; its interval is Student's t on the rounds' log ratios.",
  ];
  if (compileVerdict === undefined) return speed;
  const compile = `Compiling ours took ${formatSeconds(compileVerdict.milliseconds)}; bar ${formatSeconds(compileVerdict.bar)}: ${compileVerdict.met ? "met" : "not met"}.`;
  return [...speed, compile];
}

function formatInterval({ interval }: Ratio): string {
  return interval === null ? "unknown" : `${interval.lower.toFixed(3)} … ${interval.upper.toFixed(3)}`;
}

function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
