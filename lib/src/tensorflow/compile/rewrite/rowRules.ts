import { sizeOf } from "../../../array/index.js";
import { makeNode, specOf, type GraphNode, type Output, type TensorSpec } from "../graph/index.js";
import { constantIntegers, integers } from "./constants.js";
import { isTrue } from "./isTrue.js";
import type { RowPieces } from "./RowPieces.js";

/**
 * What computes the pieces of a node, where its rows can be computed in pieces and some of them are already. Each row comes
 * out as it would from the whole, bit for bit.
 */
type RowRule = (node: GraphNode, rows: RowPieces) => readonly GraphNode[] | undefined;

/** Multiplications and additions below which an operation does not begin to be split: some 50 µs of one processor. */
const leastWork = 4e6;

/** Each element, or each row, depends on the same one of the inputs, which broadcast. */
const elementwise: RowRule = (node, rows) => {
  const shape = node.outputs[0]?.shape ?? [];
  const hasRows = (input: Output): boolean => {
    const own = specOf(input).shape;
    return own.length === shape.length && own[0] === shape[0];
  };
  if (!node.inputs.some((input) => rows.isSplit(input) && hasRows(input))) return undefined;
  return inPieces(
    node,
    rows,
    node.inputs.map((input) => (hasRows(input) ? "cut" : "whole")),
  );
};

/** Each row depends on the same one of the first input, and on all of the others. */
const rowwise: RowRule = (node, rows) =>
  rows.isSplit(node.inputs[0] as Output) ? inPieces(node, rows, ["cut"]) : undefined;

/** x W. The gradient of weights xᵀ dy stays one product: there is one for each layer, and they run side by side. */
const product: RowRule = (node, rows) => {
  const [a] = node.inputs as readonly [Output];
  if (node.outputs[0]?.shape.length !== 2 || isTrue(node, "adj_x")) return undefined;
  const work = 2 * sizeOf(specOf(a).shape) * (node.outputs[0]?.shape[1] as number);
  return isWorth(a, work, rows) ? inPieces(node, rows, ["cut"]) : undefined;
};

const convolution: RowRule = (node, rows) => {
  const [x, filter] = node.inputs as readonly [Output, Output];
  const { shape } = node.outputs[0] as TensorSpec;
  return isWorth(x, convolutionWork(shape, filter), rows) ? inPieces(node, rows, ["cut"]) : undefined;
};

const convolutionInput: RowRule = (node, rows) => {
  const [, filter, gradient] = node.inputs as readonly [Output, Output, Output];
  return isWorth(gradient, convolutionWork(specOf(gradient).shape, filter), rows)
    ? inPieces(node, rows, ["shape", "whole", "cut"])
    : undefined;
};

/** Over the last axis, which must not be the rows. */
const softmax: RowRule = (node, rows) =>
  (node.outputs[0]?.shape.length ?? 0) > 1 ? rowwise(node, rows) : undefined;

/** Along other axes than the rows: what adds up rows takes them whole, or it would be rounded otherwise. */
const reduction: RowRule = (node, rows) => {
  const [input, axes] = node.inputs as readonly [Output, Output];
  const { length } = specOf(input).shape;
  const withinRows = constantIntegers(axes)?.every((axis) => axis !== 0 && axis !== -length);
  return withinRows === true ? rowwise(node, rows) : undefined;
};

const reshape: RowRule = (node, rows) => {
  const [input] = node.inputs as readonly [Output];
  const sameRows = specOf(input).shape[0] === node.outputs[0]?.shape[0];
  return sameRows && rows.isSplit(input) ? inPieces(node, rows, ["cut", "shape"]) : undefined;
};

/** Along another axis than the rows. */
const split: RowRule = (node, rows) =>
  constantIntegers(node.inputs[2])?.every((axis) => axis !== 0) ? rowwise(node, rows) : undefined;

const concatenation: RowRule = (node, rows) => {
  const parts = node.inputs.slice(0, -1);
  const alongColumns = constantIntegers(node.inputs.at(-1))?.every((axis) => axis > 0);
  return alongColumns && parts.some((part) => rows.isSplit(part))
    ? inPieces(node, rows, [...parts.map(() => "cut" as const), "whole"])
    : undefined;
};

function isWorth(operand: Output, work: number, rows: RowPieces): boolean {
  const count = specOf(operand).shape[0] as number;
  return rows.isSplit(operand) || (work >= leastWork && rows.divides(count));
}

/** @param shape `[rows, height, width, channels]` of what the filter `[height, width, in, out]` gives */
function convolutionWork(shape: readonly number[], filter: Output): number {
  const own = specOf(filter).shape;
  return (2 * sizeOf(shape) * sizeOf(own)) / (own.at(-1) as number);
}

/** How an input enters what computes a piece: its rows of the piece, all of it, or as the shape of what is made. */
type Way = "cut" | "whole" | "shape";

/** The nodes that compute the pieces of a node. An input of which nothing is said enters whole. */
function inPieces(node: GraphNode, rows: RowPieces, ways: readonly Way[]): readonly GraphNode[] {
  const cut = node.inputs.map((input, i) => (ways[i] === "cut" ? rows.pieces(input) : undefined));
  const example = node.inputs[ways.indexOf("cut")] as Output;
  return rows.sizes(specOf(example).shape[0] as number).map((size, piece) => {
    const outputs = node.outputs.map((spec) => ({ ...spec, shape: [size, ...spec.shape.slice(1)] }));
    const inputs = node.inputs.map((input, i) => {
      if (ways[i] === "shape") return integers(outputs[0]?.shape ?? []);
      return cut[i]?.[piece] ?? rows.whole(input);
    });
    return makeNode({ ...node, inputs, outputs });
  });
}

const elementwiseOperations = [
  ...["Add", "AddV2", "AddN", "Sub", "Mul", "Div", "RealDiv", "FloorDiv", "Pow", "SquaredDifference"],
  ...["Maximum", "Minimum", "Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual"],
  ...["LogicalAnd", "LogicalOr", "LogicalNot", "SelectV2", "ReluGrad"],
];

const rowwiseOperations = [
  ...["Abs", "Cast", "Ceil", "Cos", "Elu", "Erf", "Exp", "Expm1", "Floor", "LeakyRelu", "Log", "Log1p"],
  ...["Neg", "Reciprocal", "Relu", "Relu6", "Round", "Rsqrt", "Selu", "Sigmoid", "Sign", "Sin"],
  ...["Softplus", "Sqrt", "Square", "Tanh", "BiasAdd", "MaxPool", "AvgPool"],
];

/** What can be computed in pieces, by operation. */
export const rowRules: Readonly<Record<string, RowRule>> = {
  ...Object.fromEntries(elementwiseOperations.map((op) => [op, elementwise])),
  ...Object.fromEntries(rowwiseOperations.map((op) => [op, rowwise])),
  ...Object.fromEntries(["Sum", "Mean", "Prod", "Max", "Min"].map((op) => [op, reduction])),
  BatchMatMulV2: product,
  Conv2D: convolution,
  Conv2DBackpropInput: convolutionInput,
  Softmax: softmax,
  LogSoftmax: softmax,
  Reshape: reshape,
  SplitV: split,
  ConcatV2: concatenation,
};
