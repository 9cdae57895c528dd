import { formatColumns } from "../report/formatColumns.js";
import { formatMachine } from "../report/formatMachine.js";
import { formatSides } from "./formatSides.js";
import type { SampleSummary } from "./describeSample.js";
import type { SeedReport, SideReport } from "./makeSeedReport.js";

/** A report of trainings from different seeds as text for a terminal. */
export function formatSeedReport(report: SeedReport): string {
  const { name, title, machine, data, epochs, sides, kept } = report;
  const [{ runs }] = sides;
  return [
    `${name}: ${title}`,
    `${runs.length} seeds each on ${formatMachine(machine)}; ${data}, threshold, batches of 128, Adam 1e-3, ${epochs} epochs`,
    "",
    ...formatColumns(tableOf(report)),
    "",
    ...formatSides(sides),
    ...(kept > 0 ? [`  ${kept} of ${2 * runs.length} trainings are kept from earlier commands.`] : []),
    "",
    ...verdictLines(report),
  ].join("\n");
}

/** One row for every seed, and their means. Losses are in nats per example. */
function tableOf({ sides }: SeedReport): string[][] {
  const cells = (cellsOf: (side: SideReport) => string[]): string[] => sides.flatMap(cellsOf);
  return [
    ["seed", ...cells(({ name }) => [`${name}: train`, "test", "s"])],
    ...sides[0].runs.map((_, i) => [String(i + 1), ...cells((side) => runCells(side, i))]),
    ["mean", ...cells(({ train, test }) => [train.mean.toFixed(3), test.mean.toFixed(3), ""])],
    ["sd", ...cells(({ train, test }) => [formatSd(train), formatSd(test), ""])],
  ];
}

function runCells({ runs }: SideReport, i: number): string[] {
  const { epochs, seconds } = runs[i]!;
  const { trainLoss, testLoss } = epochs.at(-1)!;
  return [trainLoss.toFixed(3), testLoss.toFixed(3), seconds.toFixed(0)];
}

function formatSd({ sd }: SampleSummary): string {
  return sd?.toFixed(3) ?? "";
}

function verdictLines({ sides, difference, bar, holds, published }: SeedReport): string[] {
  const [ours, peer] = sides;
  const { value, level, interval } = difference;
  const reach = interval ? `${signed(interval.lower)} … ${signed(interval.upper)}` : "unknown";
  const verdict = holds === null ? "open: more seeds would tell" : holds ? "holds" : "does not hold";
  return [
    `Mean test loss of ${ours.name} less that of ${peer.name}: ${signed(value)} nats, ${100 * level} % interval ${reach}.`,
    `  Bar: the interval within ±${bar.toFixed(2)}: ${verdict}.`,
    "  The interval is Welch's, from Student's t.",
    ...(published === undefined ? [] : [`Published of one training: ${published.toFixed(3)}.`]),
  ];
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}
