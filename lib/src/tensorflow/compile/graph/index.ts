export type { Attribute, Attributes } from "./Attribute.js";
export { shapeAttribute, stringAttribute, typeAttribute } from "./Attribute.js";
export type { DataTypeName } from "./DataType.js";
export type { GraphNode, NodeParts, Output, TensorSpec } from "./GraphNode.js";
export { makeNode, makeOutput, shapesEqual, specOf } from "./GraphNode.js";
export { constant, constantOfBytes } from "./constant.js";
export { placeholder } from "./placeholder.js";
export { sortNodes } from "./sortNodes.js";
