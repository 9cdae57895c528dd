import { DataType, type DataTypeName } from "./DataType.js";

/** An attribute of a graph's node, in the fields of TensorFlow's `AttrValue` message (attr_value.proto). */
export type Attribute =
  | { readonly type: number }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly s: Uint8Array }
  | { readonly shape: ShapeField }
  | { readonly tensor: TensorField }
  | { readonly list: { readonly i?: readonly number[]; readonly type?: readonly number[] } };

interface ShapeField {
  readonly dim: readonly { readonly size: number }[];
}

interface TensorField {
  readonly dtype: number;
  readonly tensorShape: ShapeField;
  readonly tensorContent: Uint8Array;
}

/** The attributes of a node by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

export function typeAttribute(dtype: DataTypeName): Attribute {
  return { type: DataType[dtype] };
}

export function stringAttribute(value: string): Attribute {
  return { s: new TextEncoder().encode(value) };
}

export function shapeAttribute(shape: readonly number[]): Attribute {
  return { shape: { dim: shape.map((size) => ({ size })) } };
}

/** A tensor's value, as the bytes of its elements. */
export function tensorAttribute(
  dtype: DataTypeName,
  shape: readonly number[],
  content: Uint8Array,
): Attribute {
  const tensorShape = { dim: shape.map((size) => ({ size })) };
  return { tensor: { dtype: DataType[dtype], tensorShape, tensorContent: content } };
}
