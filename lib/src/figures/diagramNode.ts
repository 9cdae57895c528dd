import type { Json } from "./Figure.js";
import { INK } from "./baseLayout.js";
import { withOpacity } from "./palette.js";

/** One node of a diagram. */
export interface DiagramNode {
  readonly id: string;
  /** What stands in it; `<i>`, `<b>`, `<sub>`, `<sup>` and `<br>` are understood. */
  readonly label: string;
  /** Its centre, in units of which a circle is one wide. */
  readonly x: number;
  readonly y: number;
  /** Circles are random, diamonds computed, rectangles functions; `none` is text alone. Default: `"circle"`. */
  readonly shape?: "circle" | "rectangle" | "diamond" | "none";
  /** Whether it is filled, as observed variables are. Default: false. */
  readonly shaded?: boolean;
  /** Default: 1; of rectangles 1.6. */
  readonly width?: number;
  /** Default: 1. */
  readonly height?: number;
  /** Of the outline, `#rrggbb`. Default: the ink of all text. */
  readonly colour?: string;
}

/** Width and height of a node in the diagram's units. */
export function sizeOfNode({ shape, width, height }: DiagramNode): { width: number; height: number } {
  return { width: width ?? (shape === "rectangle" ? 1.6 : 1), height: height ?? 1 };
}

/** A node as a plotly shape and the annotation that labels it. */
export function diagramNode(node: DiagramNode): { shape: Json; annotation: Json } {
  const { label, x, y, shape = "circle", shaded = false, colour = INK } = node;
  const { width, height } = sizeOfNode(node);
  const [x0, x1, y0, y1] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  const style = {
    line: { color: colour, width: shape === "none" ? 0 : 2 },
    fillcolor: withOpacity(colour, shaded ? 0.28 : 0),
  };
  const drawn: Json =
    shape === "diamond"
      ? { type: "path", path: `M${x0},${y}L${x},${y1}L${x1},${y}L${x},${y0}Z`, ...style }
      : { type: shape === "circle" ? "circle" : "rect", x0, x1, y0, y1, ...style };
  return { shape: drawn, annotation: { x, y, text: label, showarrow: false, font: { size: 15 } } };
}
