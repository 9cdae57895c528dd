import { tensorAttribute, typeAttribute } from "./Attribute.js";
import type { DataTypeName } from "./DataType.js";
import { makeOutput, type Output } from "./GraphNode.js";

/** A constant, given by the bytes of its elements. */
export function constantOfBytes(content: Uint8Array, shape: readonly number[], dtype: DataTypeName): Output {
  return makeOutput({
    op: "Const",
    attributes: { dtype: typeAttribute(dtype), value: tensorAttribute(dtype, shape, content) },
    outputs: [{ shape, dtype }],
  });
}

/** A constant of 32-bit floats or integers. */
export function constant(
  values: readonly number[],
  shape: readonly number[],
  dtype: "float32" | "int32" = "float32",
): Output {
  const elements = dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values);
  return constantOfBytes(new Uint8Array(elements.buffer), shape, dtype);
}
