import type { GraphNode } from "./GraphNode.js";

/** The nodes that the given ones depend on and they themselves, every node after what it depends on. */
export function sortNodes(ends: readonly GraphNode[]): GraphNode[] {
  const sorted = new Set<GraphNode>();
  // Depth first on a stack of its own: graphs can be deeper than JavaScript's.
  const stack = [...ends].reverse();
  while (stack.length > 0) {
    const node = stack.at(-1) as GraphNode;
    const waiting = sorted.has(node) ? [] : dependenciesOf(node).filter((other) => !sorted.has(other));
    if (waiting.length > 0) stack.push(...waiting.reverse());
    else sorted.add(stack.pop() as GraphNode);
  }
  return [...sorted];
}

function dependenciesOf({ inputs, controls }: GraphNode): GraphNode[] {
  return [...inputs.map(({ node }) => node), ...controls];
}
