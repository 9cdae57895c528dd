import { shapeAttribute, typeAttribute } from "./Attribute.js";
import { makeOutput, type Output, type TensorSpec } from "./GraphNode.js";

/** A value that is fed under a name at every run. */
export function placeholder(name: string, { shape, dtype }: TensorSpec): Output {
  return makeOutput({
    op: "Placeholder",
    attributes: { dtype: typeAttribute(dtype), shape: shapeAttribute(shape) },
    outputs: [{ shape, dtype }],
    name,
  });
}
