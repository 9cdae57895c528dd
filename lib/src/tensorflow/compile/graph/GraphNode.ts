import type { Attributes } from "./Attribute.js";
import type { DataTypeName } from "./DataType.js";

/** What is known of a tensor before it is computed. */
export interface TensorSpec {
  readonly shape: readonly number[];
  readonly dtype: DataTypeName;
}

/** One operation of a graph. Graphs are the nodes that can be reached from their outputs; nodes never change. */
export interface GraphNode {
  /** TensorFlow's name of the operation, such as `MatMul`. */
  readonly op: string;
  readonly inputs: readonly Output[];
  readonly attributes: Attributes;
  readonly outputs: readonly TensorSpec[];
  /** What must have run before, though nothing of it is used. */
  readonly controls: readonly GraphNode[];
  /** The node's name in the session; without one it gets a number. */
  readonly name?: string;
}

/** One output of a node. */
export interface Output {
  readonly node: GraphNode;
  readonly index: number;
}

/** What a node is made of; only the operation is required. */
export type NodeParts = Pick<GraphNode, "op"> & Partial<GraphNode>;

export function makeNode({
  op,
  inputs = [],
  attributes = {},
  outputs = [],
  controls = [],
  name,
}: NodeParts): GraphNode {
  return { op, inputs, attributes, outputs, controls, ...(name !== undefined && { name }) };
}

/** A node of one output, as that output. */
export function makeOutput(parts: NodeParts): Output {
  return { node: makeNode(parts), index: 0 };
}

/** The shape and type of an output. */
export function specOf({ node, index }: Output): TensorSpec {
  return node.outputs[index] as TensorSpec;
}

export function shapesEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}
