import { InvalidArgumentError } from "../errors/index.js";
import type { Attributes, FigureMeta, Json, PlotlyLayout } from "./Figure.js";
import type { FigureOptions } from "./FigureOptions.js";
import { palette } from "./palette.js";

/** A grey with a contrast of at least 4 to 1 on white and on JupyterLab's dark page alike. */
export const INK = "#767676";
/** Grid and axis lines, on light and dark pages. */
export const GRID = "rgba(128,128,128,0.22)";
export const AXIS_LINE = "rgba(128,128,128,0.6)";

const TRANSPARENT = "rgba(0,0,0,0)";

/**
 * The layout all figures share: transparent ground, one font, the palette, the legend in a line above the drawing.
 *
 * @param own attributes of this figure; they replace shared ones of the same name
 * @throws InvalidArgumentError if the alternative text is empty
 */
export function baseLayout(options: FigureOptions, own: Attributes): PlotlyLayout {
  const { title, height = 420 } = options;
  return {
    meta: metaOf(options),
    height,
    font: { family: "DejaVu Sans, Verdana, Arial, sans-serif", size: 13, color: INK },
    paper_bgcolor: TRANSPARENT,
    plot_bgcolor: TRANSPARENT,
    colorway: [...palette],
    margin: {
      l: 64,
      r: 24,
      t: (title === undefined ? 0 : 36) + (own["showlegend"] === false ? 16 : 36),
      b: 56,
    },
    hovermode: "closest",
    legend: {
      orientation: "h",
      x: 0,
      xanchor: "left",
      y: 1.02,
      yanchor: "bottom",
      bgcolor: TRANSPARENT,
    },
    ...(title === undefined
      ? {}
      : {
          title: {
            text: title,
            font: { size: 16 },
            x: 0.5,
            xref: "container",
            y: 0.97,
            yref: "container",
            yanchor: "top",
          },
        }),
    ...own,
  };
}

/** One axis in the shared style; `own` adds to it. */
export function axis(title: string, own: Attributes = {}): Json {
  return {
    title: { text: title, standoff: 10 },
    showgrid: true,
    gridcolor: GRID,
    zeroline: false,
    showline: true,
    linecolor: AXIS_LINE,
    ticks: "outside",
    ticklen: 4,
    tickcolor: AXIS_LINE,
    automargin: true,
    ...own,
  };
}

/** Attributes that make an axis logarithmic, with ticks at powers of ten; none if it is not. */
export function logAxis(logarithmic: boolean | undefined): Attributes {
  return logarithmic === true
    ? { type: "log", dtick: 1, exponentformat: "power", tickfont: { size: 11 } }
    : {};
}

/** An axis that is not drawn, for pictures in coordinates of their own. */
export function hiddenAxis(range: readonly [number, number], own: Attributes = {}): Json {
  return { range, visible: false, fixedrange: true, ...own };
}

function metaOf({ alt, caption }: FigureOptions): FigureMeta {
  if (alt.trim() === "") {
    throw new InvalidArgumentError("A figure needs alternative text: say in `alt` what there is to see.");
  }
  return caption === undefined ? { alt } : { alt, caption };
}
