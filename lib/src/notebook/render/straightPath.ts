import type { SvgElement } from "./PlotlyWindow.js";

/** Length of a path of one straight piece, `M x,y L x,y`, as plotly's arrows are. */
export function straightPathLength(path: SvgElement): number {
  const [[x0, y0], [x1, y1]] = ends(path);
  return Math.hypot(x1 - x0, y1 - y0);
}

/** The point on such a path at a distance from its start. */
export function straightPathPoint(path: SvgElement, distance: number): { x: number; y: number } {
  const [[x0, y0], [x1, y1]] = ends(path);
  const part = distance / (straightPathLength(path) || 1);
  return { x: x0 + part * (x1 - x0), y: y0 + part * (y1 - y0) };
}

function ends(path: SvgElement): [[number, number], [number, number]] {
  const numbers = (path.getAttribute("d") ?? "").match(/-?\d+(\.\d+)?(e-?\d+)?/g)?.map(Number) ?? [];
  const [x0 = 0, y0 = 0] = numbers;
  const [x1 = x0, y1 = y0] = numbers.slice(-2);
  return [
    [x0, y0],
    [x1, y1],
  ];
}
