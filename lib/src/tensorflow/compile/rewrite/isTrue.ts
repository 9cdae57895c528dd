import type { GraphNode } from "../graph/index.js";

/** Whether a node has an attribute of truth and it is true. */
export function isTrue({ attributes }: GraphNode, name: string): boolean {
  const attribute = attributes[name];
  return attribute !== undefined && "b" in attribute && attribute.b;
}
