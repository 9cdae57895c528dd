import { ShapeError } from "../errors/index.js";
import { axis, baseLayout, logAxis } from "./baseLayout.js";
import type { Figure, PlotlyTrace } from "./Figure.js";
import type { AxisTitles, FigureOptions } from "./FigureOptions.js";
import { notEmpty, plotted, positive, type Numbers } from "./numbers.js";
import { colourOf } from "./palette.js";

/** One bar for each category. */
export interface BarSeries {
  readonly name: string;
  readonly values: Numbers;
  /** Half lengths of error bars, in the unit of the values. Default: none. */
  readonly errors?: Numbers;
}

/** Options of {@link barFigure}. */
export interface BarFigureOptions extends FigureOptions, AxisTitles {
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
  /** Whether the series of a category lie on each other instead of side by side. Default: false. */
  readonly stacked?: boolean;
  /** Whether the value axis is logarithmic. Default: false. */
  readonly logY?: boolean;
}

/**
 * Upright bars by category, side by side or stacked.
 *
 * @throws InvalidArgumentError if there are no categories or no series
 * @throws ShapeError if a series does not have one value (and one error) for each category
 * @throws NonFiniteError if a value is NaN or infinite; the message names series and index
 */
export function barFigure(options: BarFigureOptions): Figure {
  const { categories, series, stacked = false, logY } = options;
  notEmpty(categories, "the categories");
  notEmpty(series, "the series");
  return {
    data: series.map((one, index) => barTrace(one, index, options)),
    layout: baseLayout(options, {
      barmode: stacked ? "stack" : "group",
      bargap: 0.25,
      showlegend: series.length > 1,
      xaxis: axis(options.xTitle, { type: "category", showgrid: false }),
      yaxis: axis(options.yTitle, logAxis(logY)),
    }),
  };
}

function barTrace(
  { name, values, errors }: BarSeries,
  index: number,
  options: BarFigureOptions,
): PlotlyTrace {
  const { categories, logY } = options;
  for (const [list, what] of [[values, "values"] as const, [errors ?? values, "errors"] as const]) {
    if (list.length !== categories.length) {
      throw new ShapeError(
        `Series "${name}" needs ${categories.length} ${what}, one for each category, but has ${list.length}.`,
      );
    }
  }
  const y = plotted(values, `series "${name}"`);
  if (logY === true) positive(y, `series "${name}"`);
  return {
    type: "bar",
    name,
    x: [...categories],
    y,
    marker: { color: colourOf(index) },
    ...(errors ? { error_y: { type: "data", array: plotted(errors, `errors of series "${name}"`) } } : {}),
  };
}
