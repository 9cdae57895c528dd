import { axis, baseLayout } from "./baseLayout.js";
import type { Figure, PlotlyTrace } from "./Figure.js";
import type { AxisTitles, FigureOptions } from "./FigureOptions.js";
import { gaussianEllipse, type GaussianEllipseOptions } from "./gaussianEllipse.js";
import { notEmpty, plottedPair, type Numbers } from "./numbers.js";
import { colourOf } from "./palette.js";

/** Points of one kind. */
export interface PointGroup {
  readonly name: string;
  readonly x: Numbers;
  readonly y: Numbers;
  /** Plotly's name of the marker. Default: `"circle"`. */
  readonly symbol?: string;
  /** Diameter in pixels. Default: 6. */
  readonly size?: number;
  /** From 0 to 1. Default: 0.75. */
  readonly opacity?: number;
  /** `#rrggbb`. Default: the palette's next. */
  readonly colour?: string;
}

/** A Gaussian drawn as an ellipse. */
export interface EllipseSpec extends GaussianEllipseOptions {
  /** Its entry in the legend. Default: none. */
  readonly name?: string;
  readonly mean: ArrayLike<number>;
  readonly covariance: readonly ArrayLike<number>[];
  /** `#rrggbb`. Default: the palette's next after the groups. */
  readonly colour?: string;
}

/** Options of {@link scatterFigure}. */
export interface ScatterFigureOptions extends FigureOptions, AxisTitles {
  readonly groups: readonly PointGroup[];
  readonly ellipses?: readonly EllipseSpec[];
  /** Whether one unit is equally long on both axes. Default: false. */
  readonly equalAspect?: boolean;
}

/**
 * Points in the plane, by groups, and Gaussians as ellipses.
 *
 * @throws InvalidArgumentError if there is no group or the alternative text is empty
 * @throws ShapeError if a group is empty or its x and y differ in length
 * @throws NonFiniteError if a coordinate is NaN or infinite
 * @throws SingularCovarianceError if an ellipse's covariance is not positive definite
 */
export function scatterFigure(options: ScatterFigureOptions): Figure {
  const { groups, ellipses = [], equalAspect } = options;
  notEmpty(groups, "the groups of points");
  return {
    data: [
      ...groups.map(pointsTrace),
      ...ellipses.map((ellipse, i) => ellipseTrace(ellipse, ellipse.colour ?? colourOf(groups.length + i))),
    ],
    layout: baseLayout(options, {
      showlegend: groups.length + ellipses.length > 1,
      xaxis: axis(options.xTitle),
      yaxis: axis(options.yTitle, equalAspect === true ? { scaleanchor: "x" } : {}),
    }),
  };
}

/** A Gaussian's ellipse as a line; without a name it stays out of the legend. */
export function ellipseTrace(
  { name, mean, covariance, ...options }: EllipseSpec,
  colour: string,
): PlotlyTrace {
  const { x, y } = gaussianEllipse(mean, covariance, options);
  return {
    type: "scatter",
    mode: "lines",
    ...(name === undefined ? { showlegend: false } : { name }),
    ...plottedPair(x, y, "the ellipse"),
    hoverinfo: "skip",
    line: { color: colour, width: 2.5 },
  };
}

function pointsTrace(group: PointGroup, index: number): PlotlyTrace {
  const { name, symbol = "circle", size = 6, opacity = 0.75, colour = colourOf(index) } = group;
  return {
    type: "scatter",
    mode: "markers",
    name,
    ...plottedPair(group.x, group.y, `group "${name}"`),
    marker: { color: colour, symbol, size, opacity },
  };
}
