import {
  stringAttribute,
  specOf,
  typeAttribute,
  type Attribute,
  type Attributes,
  type Output,
} from "../graph/index.js";
import { nativeBackend, type NativeAttribute } from "./NativeBackend.js";

/** Type attributes that tfjs-node leaves to TensorFlow's eager runtime, by the input whose type they take. */
const inferred: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  ExpandDims: { T: 0, Tdim: 1 },
};

/** The attributes of an operation in a graph's terms, with those that only a graph needs. */
export function completeAttributes(
  op: string,
  given: readonly NativeAttribute[],
  inputs: readonly Output[],
): Attributes {
  const attributes = Object.fromEntries(given.map((attribute) => [attribute.name, translate(attribute)]));
  const missing = Object.entries(inferred[op] ?? {}).filter(([name]) => !(name in attributes));
  const types = missing.map(
    ([name, input]) => [name, typeAttribute(specOf(inputs[input] as Output).dtype)] as const,
  );
  return { ...attributes, ...Object.fromEntries(types) };
}

function translate({ type, value }: NativeAttribute): Attribute {
  const { binding } = nativeBackend();
  switch (type) {
    case binding.TF_ATTR_TYPE:
      return Array.isArray(value) ? { list: { type: value as number[] } } : { type: value as number };
    case binding.TF_ATTR_INT:
      return Array.isArray(value) ? { list: { i: value as number[] } } : { i: value as number };
    case binding.TF_ATTR_FLOAT:
      return { f: value as number };
    case binding.TF_ATTR_BOOL:
      return { b: Boolean(value) };
    case binding.TF_ATTR_SHAPE:
      return { shape: { dim: (value as readonly number[]).map((size) => ({ size })) } };
    default:
      return stringAttribute(String(value));
  }
}
