import { formatColumns } from "./formatColumns.js";
import { formatConditions } from "./formatConditions.js";
import { formatTime } from "./formatTime.js";
import type { AxisReport, SweepReport } from "./makeSweepReport.js";
import { ratioOf } from "./ratioOf.js";

/** A sweep's report as text for a terminal. */
export function formatSweepReport(report: SweepReport): string {
  return [
    `${report.name}: ${report.title}`,
    formatConditions(report.rounds, report.machine),
    ...report.axes.flatMap((axis) => ["", ...axisLines(axis, report.unit)]),
    "",
    "  Medians over rounds. The power that the time grows as is fitted to the larger half of the values.",
  ].join("\n");
}

function axisLines({ variable, fixed, values, contestants }: AxisReport, unit: string): string[] {
  const [first, ...others] = contestants;
  const header = [
    `${variable} (${fixed}), ms per ${unit}`,
    ...contestants.map(({ name }) => name),
    ...others.map(() => "ratio"),
  ];
  const rows = values.map((value, i) => [
    String(value),
    ...contestants.map(({ points }) => formatTime(points[i]!.median)),
    ...others.map(({ points }) => ratioOf(first!.points[i]!.perRound, points[i]!.perRound).median.toFixed(3)),
  ]);
  const exponents = contestants.map(({ exponent }) => `${variable}^${exponent.toFixed(2)}`);
  return formatColumns([header, ...rows, ["grows as", ...exponents, ...others.map(() => "")]]);
}
