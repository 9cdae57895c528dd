import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import { INK, baseLayout, hiddenAxis } from "./baseLayout.js";
import { diagramEdge, type DiagramEdge } from "./diagramEdge.js";
import { diagramNode, sizeOfNode, type DiagramNode } from "./diagramNode.js";
import type { Figure, Json } from "./Figure.js";
import type { FigureOptions } from "./FigureOptions.js";
import { notEmpty } from "./numbers.js";

/** A dashed frame around what is repeated, in the diagram's units. */
export interface DiagramPlate {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  /** How often, written into the lower right corner. */
  readonly label: string;
}

/** Options of {@link diagramFigure}. */
export interface DiagramFigureOptions extends FigureOptions {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  readonly plates?: readonly DiagramPlate[];
}

/**
 * A drawing of boxes, circles and arrows, such as a graphical model or a network. Coordinates are in units of which a
 * circle is one wide; y points up.
 *
 * @throws InvalidArgumentError if there are no nodes, two share an id, or an edge names a node that is not there
 * @throws NonFiniteError if a coordinate is NaN or infinite
 */
export function diagramFigure(options: DiagramFigureOptions): Figure {
  const { nodes, edges, plates = [] } = options;
  const byId = indexNodes(nodes);
  const find = (id: string): DiagramNode => {
    const node = byId.get(id);
    if (node) return node;
    throw new InvalidArgumentError(
      `An edge names the node "${id}", but there are only ${[...byId.keys()].join(", ")}.`,
    );
  };
  const arrows = edges.map((edge) => diagramEdge(edge, find(edge.from), find(edge.to)));
  const drawn = nodes.map(diagramNode);
  const { x, y } = extent(nodes, plates);
  return {
    // Plotly draws shapes only where there is a trace to give the axes a reason.
    data: [
      { type: "scatter", mode: "markers", x: [...x], y: [...y], marker: { opacity: 0 }, hoverinfo: "skip" },
    ],
    layout: baseLayout(options, {
      showlegend: false,
      margin: { l: 12, r: 12, t: options.title === undefined ? 12 : 48, b: 12 },
      xaxis: hiddenAxis(x),
      yaxis: hiddenAxis(y, { scaleanchor: "x" }),
      shapes: [
        ...plates.map(plateFrame),
        ...arrows.flatMap(({ shapes }) => shapes),
        ...drawn.map(({ shape }) => shape),
      ],
      annotations: [
        ...plates.map(plateLabel),
        ...arrows.flatMap(({ annotations }) => annotations),
        ...drawn.map(({ annotation }) => annotation),
      ],
    }),
  };
}

function indexNodes(nodes: readonly DiagramNode[]): Map<string, DiagramNode> {
  notEmpty(nodes, "the nodes");
  const byId = new Map<string, DiagramNode>();
  for (const node of nodes) {
    if (byId.has(node.id)) throw new InvalidArgumentError(`Two nodes have the id "${node.id}".`);
    if (!Number.isFinite(node.x) || !Number.isFinite(node.y)) {
      throw new NonFiniteError(
        `Node "${node.id}" must have finite coordinates, but stands at (${node.x}, ${node.y}).`,
      );
    }
    byId.set(node.id, node);
  }
  return byId;
}

function extent(
  nodes: readonly DiagramNode[],
  plates: readonly DiagramPlate[],
): Record<"x" | "y", [number, number]> {
  const margin = 0.3;
  const xs = nodes.flatMap((node) => [
    node.x - sizeOfNode(node).width / 2,
    node.x + sizeOfNode(node).width / 2,
  ]);
  const ys = nodes.flatMap((node) => [
    node.y - sizeOfNode(node).height / 2,
    node.y + sizeOfNode(node).height / 2,
  ]);
  for (const { x0, x1, y0, y1 } of plates) {
    xs.push(x0, x1);
    ys.push(y0, y1);
  }
  const span = (values: number[]): [number, number] => [
    Math.min(...values) - margin,
    Math.max(...values) + margin,
  ];
  return { x: span(xs), y: span(ys) };
}

function plateFrame({ x0, x1, y0, y1 }: DiagramPlate): Json {
  return {
    type: "rect",
    xref: "x",
    yref: "y",
    x0,
    x1,
    y0,
    y1,
    line: { color: INK, width: 1.5, dash: "dash" },
  };
}

function plateLabel({ x1, y0, label }: DiagramPlate): Json {
  return {
    x: x1,
    y: y0,
    text: label,
    showarrow: false,
    xanchor: "right",
    yanchor: "bottom",
    xshift: -4,
    yshift: 2,
  };
}
