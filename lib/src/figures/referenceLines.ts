import type { Json } from "./Figure.js";
import { AXIS_LINE } from "./baseLayout.js";
import { plotted } from "./numbers.js";

/** A straight line across the whole drawing at one value, with an optional label. */
export interface ReferenceLine {
  readonly at: number;
  readonly label?: string;
}

/** Where reference lines stand, and whether that axis is logarithmic. */
export interface ReferenceLineOptions {
  readonly direction: "vertical" | "horizontal";
  readonly logarithmic?: boolean;
}

/**
 * Dotted lines as plotly shapes with their labels as annotations.
 *
 * @throws NonFiniteError if a line stands at NaN or an infinity
 */
export function referenceLines(
  lines: readonly ReferenceLine[],
  { direction, logarithmic = false }: ReferenceLineOptions,
): { shapes: Json[]; annotations: Json[] } {
  if (lines.length === 0) return { shapes: [], annotations: [] };
  const places = plotted(
    lines.map((line) => line.at),
    `the ${direction} lines`,
  );
  const vertical = direction === "vertical";
  const line = { color: AXIS_LINE, width: 1.5, dash: "dot" };
  const shapes = places.map((at): Json =>
    vertical
      ? { type: "line", xref: "x", yref: "paper", x0: at, x1: at, y0: 0, y1: 1, line }
      : { type: "line", xref: "paper", yref: "y", x0: 0, x1: 1, y0: at, y1: at, line },
  );
  const annotations = lines.flatMap(({ label }, i): Json[] => {
    if (label === undefined) return [];
    // On a logarithmic axis plotly wants the value for shapes, but its logarithm for annotations.
    const at = logarithmic ? Math.log10(places[i] as number) : (places[i] as number);
    const place: Json = vertical
      ? { xref: "x", yref: "paper", x: at, y: 1, xanchor: "left", yanchor: "top", xshift: 4 }
      : { xref: "paper", yref: "y", x: 1, y: at, xanchor: "right", yanchor: "bottom" };
    return [{ ...place, text: label, showarrow: false, font: { size: 12 } }];
  });
  return { shapes, annotations };
}
