import { InvalidArgumentError } from "../errors/index.js";
import type { Figure } from "./Figure.js";
import type { FigureOptions } from "./FigureOptions.js";
import { lineFigure, type Dash, type LineSeries } from "./lineFigure.js";
import { notEmpty } from "./numbers.js";
import { colourOf } from "./palette.js";

/** What a training epoch leaves behind; losses in nats per example. Epochs without a value leave a quantity out. */
export interface LossRecord {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly testLoss?: number | undefined;
  readonly reconstruction?: number | undefined;
  readonly kl?: number | undefined;
}

const quantities: readonly { key: Exclude<keyof LossRecord, "epoch">; name: string; dash: Dash }[] = [
  { key: "trainLoss", name: "train loss", dash: "solid" },
  { key: "testLoss", name: "test loss", dash: "solid" },
  { key: "reconstruction", name: "reconstruction", dash: "dash" },
  { key: "kl", name: "KL", dash: "dot" },
];

/**
 * The learning curves of a training run: loss on training and test set, reconstruction and KL over the epochs.
 *
 * @throws InvalidArgumentError if the history is empty
 * @throws NonFiniteError if a loss is NaN or infinite; the message names quantity and position
 */
export function lossFigure(history: readonly LossRecord[], options: FigureOptions): Figure {
  notEmpty(history, "the epochs");
  const series = quantities.flatMap(({ key, name, dash }, i): LineSeries[] => {
    const known = history.filter((record) => record[key] !== undefined);
    if (known.length === 0) return [];
    const y = known.map((record) => record[key] as number);
    return [
      { name, dash, markers: known.length <= 40, colour: colourOf(i), x: known.map(({ epoch }) => epoch), y },
    ];
  });
  if (series.length === 0)
    throw new InvalidArgumentError("The history holds no losses, so there is nothing to draw.");
  return lineFigure({ ...options, series, wholeX: true, xTitle: "epoch", yTitle: "nats per example" });
}
