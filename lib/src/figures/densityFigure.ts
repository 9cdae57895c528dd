import type { Figure } from "./Figure.js";
import { lineFigure, type LineFigureOptions } from "./lineFigure.js";
import { colourOf, withOpacity } from "./palette.js";

/** Options of {@link densityFigure}. `yTitle` is "density" unless given. */
export interface DensityFigureOptions extends Omit<LineFigureOptions, "yTitle" | "logY"> {
  readonly yTitle?: string;
}

/**
 * Densities in one dimension as lines, each filled down to zero.
 *
 * @throws as {@link lineFigure} does
 */
export function densityFigure(options: DensityFigureOptions): Figure {
  const { data, layout } = lineFigure({ ...options, yTitle: options.yTitle ?? "density" });
  return {
    data: data.map((trace, i) => ({
      ...trace,
      fill: "tozeroy",
      fillcolor: withOpacity(options.series[i]?.colour ?? colourOf(i), 0.18),
    })),
    layout,
  };
}
