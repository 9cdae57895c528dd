import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { axis, baseLayout, logAxis } from "./baseLayout.js";
import type { Attributes, Figure, Json, PlotlyTrace } from "./Figure.js";
import type { AxisTitles, FigureOptions } from "./FigureOptions.js";
import type { LineSeries } from "./lineFigure.js";
import { extent, niceStep, plotted, plottedPair, positive, type Numbers } from "./numbers.js";

/** A place on the surface with a label beside it. */
export interface MarkedPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** Options of {@link heatmapFigure}. */
export interface HeatmapFigureOptions extends FigureOptions, AxisTitles {
  /** Columns of `z`. */
  readonly x: Numbers;
  /** Rows of `z`. */
  readonly y: Numbers;
  /** `z[i][j]` belongs to `y[i]` and `x[j]`. */
  readonly z: readonly Numbers[];
  /** What z is, with its unit. */
  readonly zTitle: string;
  /** Values above are drawn as this one. Default: the largest. */
  readonly zMax?: number;
  /** About how many contour lines; 0 for a plain heatmap. Default: 16. */
  readonly contours?: number;
  readonly points?: readonly MarkedPoint[];
  readonly paths?: readonly Pick<LineSeries, "name" | "x" | "y">[];
  /** Whether one unit is equally long on both axes. Default: false. */
  readonly equalAspect?: boolean;
  readonly logX?: boolean;
  readonly logY?: boolean;
}

const PATH_COLOURS = ["#d55e00", "#cc79a7", "#56b4e9", "#e69f00"];

/**
 * A function of two variables as colours with contour lines, and places or paths marked on it.
 *
 * @throws ShapeError if z does not have one row for each y and one column for each x
 * @throws NonFiniteError if a number is NaN or infinite; the message names it
 * @throws InvalidArgumentError if zMax leaves no range, or a logarithmic axis meets a value that is not positive
 */
export function heatmapFigure(options: HeatmapFigureOptions): Figure {
  const { points = [], paths = [], logX, logY } = options;
  const log = (value: number, logarithmic?: boolean): number =>
    logarithmic === true ? Math.log10(value) : value;
  return {
    data: [
      surfaceTrace(options),
      ...paths.map(pathTrace),
      ...(points.length > 0 ? [pointTrace(points)] : []),
    ],
    layout: baseLayout(options, {
      showlegend: paths.length > 0,
      xaxis: axis(options.xTitle, { showgrid: false, ...logAxis(logX) }),
      yaxis: axis(options.yTitle, {
        showgrid: false,
        ...logAxis(logY),
        ...(options.equalAspect === true ? { scaleanchor: "x" } : {}),
      }),
      annotations: points.map(({ x, y, label }) => pointLabel(log(x, logX), log(y, logY), label)),
    }),
  };
}

function surfaceTrace(options: HeatmapFigureOptions): PlotlyTrace {
  const { z, contours = 16 } = options;
  const x = plotted(options.x, "x");
  const y = plotted(options.y, "y");
  if (options.logX === true) positive(x, "x");
  if (options.logY === true) positive(y, "y");
  if (z.length !== y.length)
    throw new ShapeError(`z needs a row for each y: ${y.length}, but it has ${z.length}.`);
  const rows = z.map((row, i) => {
    if (row.length === x.length) return plotted(row, `row ${i} of z`);
    throw new ShapeError(`z needs a column for each x: ${x.length}, but its row ${i} has ${row.length}.`);
  });
  const [low, highest] = extent(rows.flat());
  const high = options.zMax ?? highest;
  if (!(high >= low))
    throw new InvalidArgumentError(`zMax must be at least the least z, ${low}, but it is ${high}.`);
  const shared: Attributes = {
    x,
    y,
    z: rows.map((row) => row.map((value) => Math.min(value, high))),
    zmin: low,
    zmax: high,
    colorscale: "Viridis",
    colorbar: { title: { text: options.zTitle, side: "right" }, thickness: 14, outlinewidth: 0 },
  };
  if (contours === 0 || high === low) return { type: "heatmap", zsmooth: false, ...shared };
  const size = niceStep((high - low) / contours);
  return {
    type: "contour",
    ...shared,
    autocontour: false,
    contours: {
      start: size * Math.ceil(low / size),
      end: size * Math.floor(high / size),
      size,
      coloring: "fill",
    },
    line: { width: 0.5, color: "rgba(255,255,255,0.5)" },
  };
}

function pathTrace(path: Pick<LineSeries, "name" | "x" | "y">, index: number): PlotlyTrace {
  return {
    type: "scatter",
    mode: "lines+markers",
    name: path.name,
    ...plottedPair(path.x, path.y, `path "${path.name}"`),
    line: { color: PATH_COLOURS[index % PATH_COLOURS.length] as string, width: 2.5 },
    marker: { size: 4 },
  };
}

function pointTrace(points: readonly MarkedPoint[]): PlotlyTrace {
  const x = points.map((point) => point.x);
  const y = points.map((point) => point.y);
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    ...plottedPair(x, y, "the marked points"),
    text: points.map((point) => point.label),
    hoverinfo: "text",
    marker: { size: 10, color: "#ffffff", line: { color: "#111111", width: 1.5 } },
  };
}

function pointLabel(x: number, y: number, text: string): Json {
  const ground = { bgcolor: "rgba(255,255,255,0.85)", borderpad: 2, font: { size: 12, color: "#111111" } };
  return { x, y, text, showarrow: false, yanchor: "bottom", yshift: 9, ...ground };
}
