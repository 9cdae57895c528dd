import {
  constant,
  makeNode,
  typeAttribute,
  type Attributes,
  type GraphNode,
  type Output,
} from "../graph/index.js";
import type { Optimizer } from "../optimizers/index.js";
import type { StoredVariable } from "./StoredVariable.js";

/** The numbers of `coefficientsAt`, by name, as scalars. */
export type CoefficientOutputs = Readonly<Record<string, Output>>;

/** What one optimiser's update is in TensorFlow. */
interface Update {
  readonly op: string;
  readonly inputs: readonly Output[];
  readonly attributes?: Attributes;
}

/**
 * The node that moves a variable, and its slots, against its gradient.
 *
 * @param stored the variable and its slots behind it, in the order of `slotNames`
 * @param controls what must be done before
 */
export function updateNode(
  optimizer: Optimizer,
  stored: readonly StoredVariable[],
  coefficients: CoefficientOutputs,
  gradient: Output,
  controls: readonly GraphNode[],
): GraphNode {
  const handles = stored.map(({ handle }) => handle);
  const { op, inputs, attributes } = update(optimizer, handles, coefficients, gradient);
  const common = { T: typeAttribute("float32"), use_locking: { b: false } };
  return makeNode({ op, inputs, attributes: { ...common, ...attributes }, controls });
}

function update(
  optimizer: Optimizer,
  handles: readonly Output[],
  coefficients: CoefficientOutputs,
  gradient: Output,
): Update {
  const number = (name: string): Output => coefficients[name] as Output;
  if (optimizer.kind === "adam") {
    // With both powers of beta at 0 it takes the rate as it is; the bias corrections are in it already.
    const power = constant([0], []);
    const numbers = ["rate", "beta1", "beta2", "epsilon"].map(number);
    const attributes = { use_nesterov: { b: false } };
    return { op: "ResourceApplyAdam", inputs: [...handles, power, power, ...numbers, gradient], attributes };
  }
  if (optimizer.momentum > 0) {
    const attributes = { use_nesterov: { b: optimizer.nesterov } };
    const inputs = [...handles, number("rate"), gradient, number("momentum")];
    return { op: "ResourceApplyMomentum", inputs, attributes };
  }
  return { op: "ResourceApplyGradientDescent", inputs: [...handles, number("rate"), gradient] };
}
