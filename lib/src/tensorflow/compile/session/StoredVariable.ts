import {
  constant,
  makeNode,
  makeOutput,
  placeholder,
  shapeAttribute,
  stringAttribute,
  typeAttribute,
  type GraphNode,
  type Output,
  type TensorSpec,
} from "../graph/index.js";

/** An array that a session keeps from step to step, and the nodes to get at it. */
export interface StoredVariable {
  /** What updates take. */
  readonly handle: Output;
  /** The values; run, it gives them out. */
  readonly read: Output;
  /** Run, it stores what is fed to the placeholder `fed`. */
  readonly write: GraphNode;
  readonly fed: GraphNode;
}

/** @param name unique in the session */
export function storedVariable(name: string, shape: readonly number[]): StoredVariable {
  const spec: TensorSpec = { shape, dtype: "float32" };
  const dtype = typeAttribute("float32");
  const handle = makeOutput({
    op: "VarHandleOp",
    attributes: { dtype, shape: shapeAttribute(shape), shared_name: stringAttribute(name) },
    name,
  });
  const read = makeOutput({
    op: "ReadVariableOp",
    inputs: [handle],
    attributes: { dtype },
    outputs: [spec],
    name: `${name}/read`,
  });
  const fed = placeholder(`${name}/fed`, spec);
  // What is fed may be JavaScript's own memory, which no other thread may give back: a variable holds a copy.
  const copy = makeOutput({ op: "DeepCopy", inputs: [fed], attributes: { T: dtype }, outputs: [spec] });
  const assign = makeNode({
    op: "AssignVariableOp",
    inputs: [handle, copy],
    attributes: { dtype },
  });
  const write = makeNode({
    op: "Identity",
    inputs: [constant([0], [])],
    attributes: { T: dtype },
    controls: [assign],
    name: `${name}/write`,
  });
  return { handle, read, write, fed: fed.node };
}
