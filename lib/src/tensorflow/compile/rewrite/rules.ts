import {
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

/** What TensorFlow's optimiser calls sums and products that it has put in order, and so leaves as they are. */
const inOrder = {
  _grappler_ArithmeticOptimizer_AddOpsRewriteStage: { b: true },
  _grappler_ArithmeticOptimizer_MinimizeBroadcasts: { b: true },
};

/** a + b + c and a · b · c are computed in the order in which they stand: in another one they are rounded otherwise. */
export const keepOrder: Rule = (node) => {
  const { op, attributes } = node;
  if (!["AddV2", "AddN", "Mul"].includes(op) || Object.keys(inOrder).every((name) => name in attributes))
    return undefined;
  return makeOutput({ ...node, attributes: { ...attributes, ...inOrder } });
};

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

/** All of the above. */
export const rules: readonly Rule[] = [dropIdle, modernAdd, biasAdd, reluGradient, exactNormals, keepOrder];

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
