import {
  makeOutput,
  shapesEqual,
  specOf,
  typeAttribute,
  type GraphNode,
  type Output,
} from "../graph/index.js";
import { constantIntegers, isConstantZero } from "./constants.js";
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

/**
 * A product of two matrices, which TensorFlow.js takes for a batch of one → `MatMul`, which is quicker and can be fused
 * with what follows. It is for the threads of a session only: on the thread of JavaScript, in oneDNN's sgemm behind it,
 * a signal (of a profiler, say) writes over memory.
 */
export const matrixProduct: Rule = ({ op, inputs, outputs, attributes }) => {
  if (op !== "BatchMatMulV2" || outputs[0]?.shape.length !== 2) return undefined;
  const [a, b] = [attributes["adj_x"] ?? { b: false }, attributes["adj_y"] ?? { b: false }];
  return makeOutput({
    op: "MatMul",
    inputs,
    attributes: { ...typed(attributes), transpose_a: a, transpose_b: b },
    outputs,
  });
};

const products: ReadonlySet<string> = new Set(["MatMul", "Conv2D", "Conv2DBackpropInput"]);

/** product + bias → `BiasAdd`, which TensorFlow fuses with the product and an activation after it. */
export const biasAdd: Rule = ({ op, inputs, outputs, attributes }) => {
  const [product, bias] = inputs;
  if (op !== "AddV2" || product === undefined || bias === undefined || !products.has(product.node.op))
    return undefined;
  const [shape, biasShape] = [specOf(product).shape, specOf(bias).shape];
  const channelsLast = attributeText(product.node, "data_format") !== "NCHW";
  if (biasShape.length !== 1 || biasShape[0] !== shape.at(-1) || !channelsLast) return undefined;
  return makeOutput({ op: "BiasAdd", inputs: [product, bias], attributes: typed(attributes), outputs });
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

/** The sum over all axes but the last, the gradient of a bias → `BiasAddGrad`. */
export const biasGradient: Rule = ({ op, inputs, outputs, attributes }) => {
  const [gradient, axes] = inputs;
  if (op !== "Sum" || gradient === undefined || !isFloat(gradient)) return undefined;
  const { shape } = specOf(gradient);
  const outer = shape.slice(0, -1).map((_, axis) => axis);
  const summed = [...(constantIntegers(axes) ?? [])].sort((a, b) => a - b);
  const biasShaped = shapesEqual(outputs[0]?.shape ?? [], shape.slice(-1));
  if (shape.length < 2 || !shapesEqual(summed, outer) || !biasShaped) return undefined;
  return makeOutput({ op: "BiasAddGrad", inputs: [gradient], attributes: typed(attributes), outputs });
};

/** All of the above. */
export const rules: readonly Rule[] = [
  dropIdle,
  modernAdd,
  matrixProduct,
  biasAdd,
  reluGradient,
  biasGradient,
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
