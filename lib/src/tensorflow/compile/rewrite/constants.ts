import { constant, specOf, type Output } from "../graph/index.js";

/** A vector of integers. */
export function integers(values: readonly number[]): Output {
  return constant(values, [values.length], "int32");
}

/** The values of a constant of integers; undefined for anything else. */
export function constantIntegers(output: Output | undefined): readonly number[] | undefined {
  const bytes = constantBytes(output);
  if (bytes === undefined || specOf(output as Output).dtype !== "int32") return undefined;
  return Array.from(new Int32Array(bytes.slice().buffer));
}

/** Whether it is a constant of nothing but zeros. */
export function isConstantZero(output: Output | undefined): boolean {
  return constantBytes(output)?.every((byte) => byte === 0) ?? false;
}

function constantBytes(output: Output | undefined): Uint8Array | undefined {
  const value = output?.node.op === "Const" ? output.node.attributes["value"] : undefined;
  return value && "tensor" in value ? value.tensor.tensorContent : undefined;
}
