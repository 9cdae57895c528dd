import { formatColumns } from "../report/formatColumns.js";
import { formatMachine } from "../report/formatMachine.js";
import { formatSides } from "./formatSides.js";
import type { LossDifferences, LossReport, StartReport } from "./makeLossReport.js";

const header = [
  "largest relative difference",
  "loss",
  "at step",
  "reconstruction",
  "KL",
  "loss, to float64",
  "at step",
  "PyTorch's own",
  "at step",
];

const legend = [
  "  Ours to PyTorch in float32; our loss to PyTorch's in float64; and PyTorch's loss in float32 to its own in float64.",
  "  Rounding can part two runs: where the input of a ReLU is 0 but for rounding, one passes a gradient on that the other",
  "  does not, and Adam makes a whole step of it however small it is. PyTorch parts from itself in this way too.",
];

/** A report of first losses as text for a terminal. */
export function formatLossReport(report: LossReport): string {
  const { name, title, machine, data, starts, sides } = report;
  return [
    `${name}: ${title}`,
    `${starts.length} starts on ${formatMachine(machine)}; ${data}, threshold, batches of 128, Adam 1e-3`,
    "",
    ...formatColumns([header, ...starts.map(startCells)]),
    "",
    ...formatSides(sides),
    "",
    ...verdictLines(report),
    ...legend,
  ].join("\n");
}

function startCells({ seed, fromSingle, fromDouble, betweenPrecisions }: StartReport): string[] {
  const { reconstruction, kl } = fromSingle;
  return [
    `start ${seed}`,
    ...lossCells(fromSingle),
    reconstruction.value.toExponential(1),
    kl.value.toExponential(1),
    ...lossCells(fromDouble),
    ...lossCells(betweenPrecisions),
  ];
}

function lossCells({ loss }: LossDifferences): string[] {
  return [loss.value.toExponential(1), String(loss.step)];
}

function verdictLines({ starts, steps, bar, within, holds }: LossReport): string[] {
  const limit = bar.toExponential();
  const all = starts.length;
  return [
    `The first ${steps} losses are within ${limit} of PyTorch's in float32 in ${within.single} of ${all} starts, of those in float64 in ${within.double}.`,
    ...starts.flatMap((start) => beyondLine(start, bar)),
    `  Bar ${limit}: ${holds ? "holds" : "does not hold"}.`,
  ];
}

/** Of a start in which we are beyond the bar in both precisions. */
function beyondLine({ seed, fromSingle, fromDouble, betweenPrecisions }: StartReport, bar: number): string[] {
  const distance = Math.min(fromSingle.loss.value, fromDouble.loss.value);
  if (distance <= bar) return [];
  const own = betweenPrecisions.loss.value;
  const place = distance <= own ? "nearer than" : "further than";
  return [
    `  Start ${seed}: ${distance.toExponential(1)} from PyTorch, ${place} PyTorch is from itself (${own.toExponential(1)}).`,
  ];
}
