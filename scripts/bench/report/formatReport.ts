import { formatColumns } from "./formatColumns.js";
import type { ContestantReport } from "./describeContestant.js";
import { formatConditions } from "./formatConditions.js";
import { formatTime } from "./formatTime.js";
import type { Report } from "./makeReport.js";
import type { NamedRatio } from "./namedRatio.js";
import type { Ratio } from "./ratioOf.js";

const figures = ["median", "min … max", "ours / it", "95 % interval", "compile", "memory", "threads"];

/** A report as text for a terminal. */
export function formatReport(report: Report): string {
  const rows = report.contestants.map((contestant) => [
    contestant.name,
    formatTime(contestant.median),
    `${formatTime(contestant.min)} … ${formatTime(contestant.max)}`,
    ...ratioCells(ratioTo(contestant, report)),
    ...otherCells(contestant, report),
  ]);
  const header = [`ms per ${report.unit}`, ...figures, `${report.unit}s`, report.result ?? ""];
  return [
    `${report.name}: ${report.title}`,
    conditions(report),
    "",
    ...formatColumns([header, ...rows]),
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
  const where = formatConditions(rounds, machine);
  return inputs === undefined ? where : `${where}; ${inputs}`;
}

function ratioCells(ratio: Ratio | undefined): string[] {
  return ratio === undefined ? ["", ""] : [ratio.median.toFixed(3), formatInterval(ratio)];
}

/** Of ours with as many threads, where the contestants are told how many. */
function ratioTo(contestant: ContestantReport, { contestants, ratios }: Report): NamedRatio | undefined {
  const ours = contestants.filter(({ role }) => role === "ours");
  const alike = ours.find(({ maxThreads }) => maxThreads === contestant.maxThreads) ?? ours[0];
  return ratios.find(({ of, to }) => of === alike?.name && to === contestant.name);
}

function otherCells(contestant: ContestantReport, report: Report): string[] {
  const { compileMilliseconds, residentBytes, threads, stepsPerTurn, results } = contestant;
  const { rounds, unitsPerStep, tolerance = 0.01 } = report;
  return [
    compileMilliseconds === undefined ? "" : formatSeconds(compileMilliseconds),
    `${Math.round(residentBytes / 1e6)} MB`,
    String(threads),
    String(rounds * stepsPerTurn * unitsPerStep),
    results?.at(-1)?.toFixed(Math.ceil(-Math.log10(tolerance))) ?? "",
  ];
}

function verdictLines({ verdict, compileVerdict }: Report): string[] {
  const { peers, ratios, bar, met } = verdict;
  const several = ratios.length > 1;
  const open = ratios.some(({ interval }) => interval && interval.lower <= bar && bar < interval.upper);
  const speed = [
    ...ratios.map((ratio) => {
      const time = several ? `The time of ${ratio.of}` : "Our time";
      return `${time} to that of the ${peers} (${ratio.to}): ${ratio.median.toFixed(3)}, 95 % interval ${formatInterval(ratio)}.`;
    }),
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
