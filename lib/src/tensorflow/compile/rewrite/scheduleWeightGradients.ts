import type { GraphNode, Output } from "../graph/index.js";
import { isTrue } from "./isTrue.js";

/** For some nodes, which others are to run before them, though they need nothing of them. */
export type Schedule = ReadonlyMap<GraphNode, readonly GraphNode[]>;

/**
 * Lets the gradient of a layer's weights wait for that of the layer's input. Backward through the layers there is one
 * long chain, and everything else can fill its gaps; begun at once, both products share the processor and the chain
 * comes later. The gradient that goes on is also the last to read the weights, and while somebody holds these, their
 * update must copy them.
 *
 * @param nodes of a graph, in any order
 */
export function scheduleWeightGradients(nodes: readonly GraphNode[]): Schedule {
  const schedule = new Map<GraphNode, readonly GraphNode[]>();
  const onward = new Map<GraphNode, GraphNode>();
  for (const node of nodes) {
    const gradient = operandOf(node, inputGradients);
    if (gradient && readsVariable(node)) onward.set(gradient.node, node);
  }
  for (const node of nodes) {
    const gradient = operandOf(node, weightGradients);
    const first = (gradient ? piecesOf(gradient) : []).flatMap((piece) => onward.get(piece) ?? []);
    const free = first.filter((other) => !needs(other, node, schedule));
    if (free.length > 0) schedule.set(node, free);
  }
  return schedule;
}

/** Where among its inputs an operation has the gradient of the layer's output, and what else tells it. */
type Pattern = Readonly<Record<string, { readonly operand: number; readonly transposed?: "x" | "y" }>>;

/** dy Wᵀ */
const inputGradients: Pattern = {
  BatchMatMulV2: { operand: 0, transposed: "y" },
  Conv2DBackpropInput: { operand: 2 },
};

/** xᵀ dy */
const weightGradients: Pattern = {
  BatchMatMulV2: { operand: 1, transposed: "x" },
  Conv2DBackpropFilter: { operand: 2 },
};

function operandOf(node: GraphNode, patterns: Pattern): Output | undefined {
  const pattern = patterns[node.op];
  if (pattern === undefined) return undefined;
  const { operand, transposed } = pattern;
  if (transposed !== undefined && !isTrue(node, `adj_${transposed}`)) return undefined;
  return node.inputs[operand];
}

/** The nodes that compute a tensor; more than one where it was computed in pieces and put together. */
function piecesOf({ node }: Output): readonly GraphNode[] {
  return node.op === "ConcatV2" ? node.inputs.slice(0, -1).map((piece) => piece.node) : [node];
}

/** Whether a node is another, or must wait for it: were that one to wait for it in turn, neither would ever run. */
function needs(node: GraphNode, other: GraphNode, schedule: Schedule): boolean {
  const seen = new Set([node]);
  for (const each of seen) {
    if (each === other) return true;
    const waitedFor = [
      ...each.inputs.map((input) => input.node),
      ...each.controls,
      ...(schedule.get(each) ?? []),
    ];
    waitedFor.forEach((dependency) => seen.add(dependency));
  }
  return false;
}

/** Products with something that is computed are seldom a layer's. */
function readsVariable({ inputs }: GraphNode): boolean {
  return inputs.some(({ node }) => node.op === "ReadVariableOp");
}
