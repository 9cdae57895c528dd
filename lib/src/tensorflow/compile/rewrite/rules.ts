import {
  makeNode,
  makeOutput,
  shapesEqual,
  specOf,
  typeAttribute,
  type GraphNode,
  type Output,
} from "../graph/index.js";
import { isConstantZero } from "./constants.js";
import { exactNormals } from "./exactNormals.js";
import type { Rule } from "./rewriteGraph.js";

/** A cast to the type that it has already, and a reshape to the shape that it has already, are nothing. */
export const dropIdle: Rule = ({ op, inputs, outputs }) => {
  const [input] = inputs;
  if (input === undefined) return undefined;
  const [before, after] = [specOf(input), outputs[0]];
  const idle =
    (op === "Cast" && before.dtype === after?.dtype) ||
    (op === "Reshape" && shapesEqual(before.shape, after?.shape ?? []));
  return idle ? input : undefined;
};

/** TensorFlow's optimiser knows `AddV2` only. */
export const modernAdd: Rule = (node) =>
  node.op === "Add" ? makeOutput({ ...node, op: "AddV2" }) : undefined;

/** So many terms `AddN` adds one after the other; more it adds in groups. */
const mostTerms = 9;

/** a + b + c in one → (a + b) + c: TensorFlow's optimiser sorts the terms of the former. */
export const oneAfterTheOther: Rule = ({ op, inputs, outputs, attributes }) => {
  const [first, ...others] = inputs;
  if (op !== "AddN" || first === undefined || others.length === 0 || inputs.length > mostTerms)
    return undefined;
  return others.reduce(
    (sum, term) =>
      inOrder(makeNode({ op: "AddV2", inputs: [sum, term], attributes: typed(attributes), outputs })),
    first,
  );
};

/** Sums and products of tensors that are computed are left as they stand: in another order they are rounded otherwise. */
export const keepOrder: Rule = (node) => (["AddV2", "Mul"].includes(node.op) ? inOrder(node) : undefined);

/** Marks a node as TensorFlow's optimiser marks those that it has put in order, and so leaves alone. */
function inOrder(node: GraphNode): Output {
  const done = {
    _grappler_ArithmeticOptimizer_AddOpsRewriteStage: { b: true },
    _grappler_ArithmeticOptimizer_MinimizeBroadcasts: { b: true },
  };
  return makeOutput({ ...node, attributes: { ...node.attributes, ...done } });
}

const convolutions: ReadonlySet<string> = new Set(["Conv2D", "Conv2DBackpropInput"]);

/** convolution + bias → `BiasAdd`, which TensorFlow fuses with the convolution and an activation after it. */
export const biasAdd: Rule = ({ op, inputs, outputs, attributes }) => {
  const [maps, bias] = inputs;
  if (op !== "AddV2" || maps === undefined || bias === undefined || !convolutions.has(maps.node.op))
    return undefined;
  const [shape, biasShape] = [specOf(maps).shape, specOf(bias).shape];
  const channelsLast = attributeText(maps.node, "data_format") !== "NCHW";
  if (biasShape.length !== 1 || biasShape[0] !== shape.at(-1) || !channelsLast) return undefined;
  return makeOutput({ op: "BiasAdd", inputs: [maps, bias], attributes: typed(attributes), outputs });
};

/** dy · (x > 0) → `ReluGrad`, of relu(x) where the loss computed it, so that x itself need not be kept. */
export const reluGradient: Rule = ({ op, inputs, outputs, attributes }, context) => {
  const [gradient, mask] = inputs;
  if (op !== "Mul" || gradient === undefined || mask?.node.op !== "Cast") return undefined;
  const comparison = mask.node.inputs[0]?.node;
  const [features, zero] = comparison?.inputs ?? [];
  if (comparison?.op !== "Greater" || features === undefined || !isConstantZero(zero)) return undefined;
  if (!isFloat(gradient) || !isFloat(features)) return undefined;
  if (!shapesEqual(specOf(gradient).shape, specOf(features).shape)) return undefined;
  const kept = context.reluOf(features) ?? features;
  return makeOutput({ op: "ReluGrad", inputs: [gradient, kept], attributes: typed(attributes), outputs });
};

/** All of them, in the order in which they are tried. */
export const rules: readonly Rule[] = [
  dropIdle,
  modernAdd,
  biasAdd,
  reluGradient,
  exactNormals,
  oneAfterTheOther,
  keepOrder,
];

function isFloat(output: Output): boolean {
  return specOf(output).dtype === "float32";
}

function typed(attributes: GraphNode["attributes"]): GraphNode["attributes"] {
  return { T: attributes["T"] ?? typeAttribute("float32") };
}

function attributeText({ attributes }: GraphNode, name: string): string | undefined {
  const attribute = attributes[name];
  return attribute && "s" in attribute ? new TextDecoder().decode(attribute.s) : undefined;
}
