import type { Json } from "./Figure.js";
import { INK } from "./baseLayout.js";
import { sizeOfNode, type DiagramNode } from "./diagramNode.js";

/** An arrow between two nodes. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  /** Written beside its middle. Default: none. */
  readonly label?: string;
  /** Default: false. */
  readonly dashed?: boolean;
  /** How far its middle is moved to the left of its direction, in the diagram's units. Default: 0, a straight line. */
  readonly bend?: number;
  /** `#rrggbb`. Default: the ink of all text. */
  readonly colour?: string;
}

interface Point {
  x: number;
  y: number;
}

/** Length of the annotation that carries the arrow's head, and how far before the tip the line ends under it. */
const HEAD = 0.3;
const LINE_END = 0.1;

/** An edge from border to border: its line as a plotly shape, its head (and label) as annotations. */
export function diagramEdge(
  edge: DiagramEdge,
  from: DiagramNode,
  to: DiagramNode,
): { shapes: Json[]; annotations: Json[] } {
  const { label, dashed = false, bend = 0, colour = INK } = edge;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const left = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const control = { x: (from.x + to.x) / 2 + 2 * bend * left.x, y: (from.y + to.y) / 2 + 2 * bend * left.y };
  const start = border(from, control);
  const tip = border(to, control);
  const back = towards(tip, control, HEAD);
  const end = towards(tip, control, LINE_END);
  const at = ({ x, y }: Point): string => `${round(x)},${round(y)}`;
  const line = { color: colour, width: 2, dash: dashed ? "dash" : "solid" };
  const middle = {
    x: round((start.x + 2 * control.x + tip.x) / 4 + 0.2 * left.x),
    y: round((start.y + 2 * control.y + tip.y) / 4 + 0.2 * left.y),
  };
  return {
    shapes: [{ type: "path", path: `M${at(start)}Q${at(control)} ${at(end)}`, line }],
    annotations: [
      { ...arrowHead(tip, back), arrowcolor: colour },
      ...(label === undefined ? [] : [{ ...middle, text: label, showarrow: false, font: { color: colour } }]),
    ],
  };
}

function arrowHead(tip: Point, back: Point): { [key: string]: Json } {
  return {
    ...{ x: round(tip.x), y: round(tip.y), ax: round(back.x), ay: round(back.y) },
    ...{ xref: "x", yref: "y", axref: "x", ayref: "y", text: "", showarrow: true },
    ...{ arrowhead: 2, arrowsize: 1, arrowwidth: 2 },
  };
}

/** Where the line from a node's centre towards a point leaves the node. */
function border(node: DiagramNode, target: Point): Point {
  const { width, height } = sizeOfNode(node);
  const [dx, dy] = [target.x - node.x, target.y - node.y];
  const [u, v] = [Math.abs(dx) / (width / 2), Math.abs(dy) / (height / 2)];
  const shape = node.shape ?? "circle";
  const reach = shape === "circle" ? Math.hypot(u, v) : shape === "diamond" ? u + v : Math.max(u, v);
  return { x: node.x + dx / (reach || 1), y: node.y + dy / (reach || 1) };
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return {
    x: from.x + ((to.x - from.x) / length) * distance,
    y: from.y + ((to.y - from.y) / length) * distance,
  };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
