import { asMatrix, isNdArray, toRows, type MatrixLike, type NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";
import { axis, baseLayout } from "./baseLayout.js";
import type { Figure, PlotlyTrace } from "./Figure.js";
import type { AxisTitles, FigureOptions } from "./FigureOptions.js";
import { extent, plotted, plottedPair } from "./numbers.js";
import { blend, colourOf } from "./palette.js";
import { ellipseTrace } from "./scatterFigure.js";

/** The state of a Gaussian mixture in the plane with K components. */
export interface MixtureState {
  /** Shape `[n, K]`: how far each component answers for each point. */
  readonly responsibilities: MatrixLike;
  /** Shape `[K, 2]`. */
  readonly means: MatrixLike;
  /** Shape `[K, 2, 2]`. */
  readonly covariances: readonly (readonly (readonly number[])[])[] | NdArray;
}

/** Options of {@link mixtureFigure}. */
export interface MixtureFigureOptions extends FigureOptions, AxisTitles, MixtureState {
  /** Shape `[n, 2]`. */
  readonly points: MatrixLike;
}

/**
 * Data in the plane under a Gaussian mixture: each point in the components' colours mixed by its responsibilities, each
 * component as its ellipses of one and two standard deviations.
 *
 * @throws ShapeError if the shapes do not agree
 * @throws NonFiniteError if a number is NaN or infinite
 * @throws SingularCovarianceError if a covariance is not positive definite
 */
export function mixtureFigure(options: MixtureFigureOptions): Figure {
  const data = [pointsTrace(options.points, options), ...componentTraces(options)];
  return {
    data,
    layout: baseLayout(options, {
      showlegend: false,
      xaxis: axis(options.xTitle, { range: rangeOf(data, "x") }),
      yaxis: axis(options.yTitle, { range: rangeOf(data, "y") }),
    }),
  };
}

/** What the traces need, and a little more: a fixed range, so that the axes stand still while the mixture moves. */
function rangeOf(data: readonly PlotlyTrace[], coordinate: "x" | "y"): number[] {
  const values = data.flatMap((trace) => trace[coordinate] as readonly number[]);
  const [low, high] = extent(values);
  const margin = 0.06 * (high - low || 1);
  return plotted([low - margin, high + margin], coordinate);
}

/** The data, each point in its colour. */
function pointsTrace(points: MatrixLike, state: MixtureState): PlotlyTrace {
  const rows = toRows(asMatrix(points, "points"));
  if (rows[0]?.length !== 2) throw new ShapeError(`The points must lie in the plane: shape [n, 2].`);
  const marker = { size: 6, opacity: 0.8, color: pointColours(state, rows.length) };
  const x = rows.map((row) => row[0] as number);
  const y = rows.map((row) => row[1] as number);
  return { type: "scatter", mode: "markers", name: "data", ...plottedPair(x, y, "the points"), marker };
}

/** One colour a point: the components' colours, mixed by responsibility. */
export function pointColours({ responsibilities }: MixtureState, n: number): string[] {
  const rows = toRows(asMatrix(responsibilities, "responsibilities"));
  if (rows.length !== n) {
    throw new ShapeError(`There are ${n} points, but responsibilities for ${rows.length}.`);
  }
  const colours = Array.from(rows[0] ?? [], (_, k) => colourOf(k));
  return rows.map((row) => blend(colours, row));
}

/** Two ellipses for each component. */
export function componentTraces({ means, covariances, responsibilities }: MixtureState): PlotlyTrace[] {
  const centres = toRows(asMatrix(means, "means"));
  const spreads = isNdArray(covariances) ? squares(covariances) : covariances;
  const components = asMatrix(responsibilities, "responsibilities").shape[1];
  if (centres.length !== components || spreads.length !== components) {
    throw new ShapeError(
      `The responsibilities name ${components} components, but there are ${centres.length} means and ${spreads.length} covariances.`,
    );
  }
  return centres.flatMap((mean, k) =>
    [1, 2].map((sds) => ellipseTrace({ mean, covariance: spreads[k] ?? [], sds }, colourOf(k))),
  );
}

function squares({ data, shape }: NdArray): number[][][] {
  if (shape.length !== 3 || shape[1] !== 2 || shape[2] !== 2) {
    throw new ShapeError(`covariances must have shape [K, 2, 2], but have [${shape.join(", ")}].`);
  }
  return Array.from({ length: shape[0] as number }, (_, k) => [
    Array.from(data.subarray(4 * k, 4 * k + 2)),
    Array.from(data.subarray(4 * k + 2, 4 * k + 4)),
  ]);
}
