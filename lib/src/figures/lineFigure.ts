import { axis, baseLayout, logAxis } from "./baseLayout.js";
import type { Attributes, Figure, PlotlyTrace } from "./Figure.js";
import type { AxisTitles, FigureOptions } from "./FigureOptions.js";
import { extent, niceStep, notEmpty, plottedPair, positive, type Numbers } from "./numbers.js";
import { colourOf } from "./palette.js";
import { referenceLines, type ReferenceLine } from "./referenceLines.js";

/** The ways a line can be broken up. */
export type Dash = "solid" | "dot" | "dash" | "longdash" | "dashdot";

/** One line. `x` and `y` are equally long; points are joined in their order. */
export interface LineSeries {
  readonly name: string;
  readonly x: Numbers;
  readonly y: Numbers;
  /** Default: `"solid"`. */
  readonly dash?: Dash;
  /** Whether each point has a marker. Default: false. */
  readonly markers?: boolean;
  /** `#rrggbb`. Default: the palette's next. */
  readonly colour?: string;
}

/** Options of {@link lineFigure}. */
export interface LineFigureOptions extends FigureOptions, AxisTitles {
  readonly series: readonly LineSeries[];
  /** Whether x counts something, so that only whole numbers are marked on its axis. Default: false. */
  readonly wholeX?: boolean;
  /** Default: false. */
  readonly logX?: boolean;
  /** Default: false. */
  readonly logY?: boolean;
  /** Bounds of the y axis in data units. Default: what the data needs. */
  readonly yRange?: readonly [number, number];
  readonly verticalLines?: readonly ReferenceLine[];
  readonly horizontalLines?: readonly ReferenceLine[];
}

/**
 * Lines over a common pair of axes.
 *
 * @throws InvalidArgumentError if there is no series, the alternative text is empty, or a logarithmic axis meets a value
 *   that is not positive
 * @throws ShapeError if a series is empty or its x and y differ in length
 * @throws NonFiniteError if a coordinate is NaN or infinite; the message names series and index
 */
export function lineFigure(options: LineFigureOptions): Figure {
  const { series, logX, logY, yRange } = options;
  notEmpty(series, "the series");
  const data = series.map((one, index) => lineTrace(one, index, options));
  const vertical = referenceLines(options.verticalLines ?? [], {
    direction: "vertical",
    logarithmic: logX === true,
  });
  const horizontal = referenceLines(options.horizontalLines ?? [], {
    direction: "horizontal",
    logarithmic: logY === true,
  });
  const range = yRange && (logY === true ? yRange.map(Math.log10) : yRange);
  return {
    data,
    layout: baseLayout(options, {
      showlegend: series.length > 1,
      xaxis: axis(options.xTitle, {
        ...logAxis(logX),
        ...(options.wholeX === true ? wholeTicks(series) : {}),
      }),
      yaxis: axis(options.yTitle, { ...logAxis(logY), ...(range ? { range } : {}) }),
      shapes: [...vertical.shapes, ...horizontal.shapes],
      annotations: [...vertical.annotations, ...horizontal.annotations],
    }),
  };
}

function wholeTicks(series: readonly LineSeries[]): Attributes {
  const [low, high] = extent(series.flatMap(({ x }) => Array.from(x)));
  return { tick0: 0, dtick: Math.max(1, niceStep((high - low) / 12)) };
}

function lineTrace(series: LineSeries, index: number, { logX, logY }: LineFigureOptions): PlotlyTrace {
  const { name, dash = "solid", markers = false, colour = colourOf(index) } = series;
  const { x, y } = plottedPair(series.x, series.y, `series "${name}"`);
  if (logX === true) positive(x, `x of series "${name}"`);
  if (logY === true) positive(y, `y of series "${name}"`);
  return {
    type: "scatter",
    mode: markers ? "lines+markers" : "lines",
    name,
    x,
    y,
    line: { color: colour, width: 2.5, dash },
    ...(markers ? { marker: { size: 6 } } : {}),
  };
}
