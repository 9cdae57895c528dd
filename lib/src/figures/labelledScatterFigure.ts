import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import type { Figure } from "./Figure.js";
import type { AxisTitles, FigureOptions } from "./FigureOptions.js";
import type { Numbers } from "./numbers.js";
import { tenColours } from "./palette.js";
import { scatterFigure, type PointGroup } from "./scatterFigure.js";

/** Options of {@link labelledScatterFigure}. `x`, `y` and `labels` are equally long. */
export interface LabelledScatterFigureOptions extends FigureOptions, AxisTitles {
  readonly x: Numbers;
  readonly y: Numbers;
  /** The class of each point, a whole number from 0 to 9. */
  readonly labels: Numbers;
  /** Names of the classes. Default: the labels themselves. */
  readonly names?: readonly string[];
}

const SYMBOLS = [
  "circle",
  "square",
  "diamond",
  "cross",
  "x",
  "triangle-up",
  "triangle-down",
  "star",
  "hexagon",
  "pentagon",
];

/**
 * Points of up to ten classes, such as latent codes of digits: each class has a colour and a marker of its own, so that
 * neither has to be told apart alone.
 *
 * @throws ShapeError if x, y and labels differ in length
 * @throws InvalidArgumentError if a label is not a whole number from 0 to 9; the message names its index
 * @throws NonFiniteError if a coordinate is NaN or infinite
 */
export function labelledScatterFigure(options: LabelledScatterFigureOptions): Figure {
  const { x, y, labels, names = [], ...rest } = options;
  if (x.length !== labels.length || y.length !== labels.length) {
    throw new ShapeError(`x, y and labels differ in length: ${x.length}, ${y.length}, ${labels.length}.`);
  }
  const classes = tenColours.map(() => [] as number[]);
  for (let i = 0; i < labels.length; i++) {
    const members = classes[labels[i] as number];
    if (!members)
      throw new InvalidArgumentError(
        `Labels are whole numbers from 0 to 9, but labels[${i}] is ${labels[i]}.`,
      );
    members.push(i);
  }
  const groups = classes.flatMap((members, label): PointGroup[] => {
    if (members.length === 0) return [];
    return [
      {
        name: names[label] ?? String(label),
        x: members.map((i) => x[i] as number),
        y: members.map((i) => y[i] as number),
        symbol: SYMBOLS[label] as string,
        colour: tenColours[label] as string,
        size: 5,
        opacity: 0.7,
      },
    ];
  });
  return scatterFigure({ height: 520, ...rest, groups });
}
