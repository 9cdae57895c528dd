import {
  makeNode,
  makeOutput,
  placeholder,
  sortNodes,
  specOf,
  typeAttribute,
  type GraphNode,
  type Output,
} from "../graph/index.js";
import { coefficientsAt, type Optimizer } from "../optimizers/index.js";
import { rewriteGraph, rules, scheduleWeightGradients, splitRows, type Schedule } from "../rewrite/index.js";
import type { StepLoss } from "../StepLoss.js";
import type { Trace } from "../trace/traceStep.js";
import { portOf, type Port } from "./GraphSession.js";
import { mayFail } from "./mayFail.js";
import type { StoredVariable } from "./StoredVariable.js";
import { updateNode, type CoefficientOutputs } from "./updateNode.js";

/** What a placeholder of a program is fed with: an input, by its place, or what changes from step to step. */
export type Fed = number | "coefficients" | "key" | "counter";

/** One step for inputs of one shape, ready for a session. */
export interface StepProgram<L extends StepLoss> {
  /** Run, it does the step and gives the loss and the metrics, `[count]`, in which integers keep their bits. */
  readonly end: GraphNode;
  /** Which of those numbers are integers. */
  readonly integers: readonly boolean[];
  readonly schedule: Schedule;
  /** The placeholders and what each is fed with; an input that the loss does not use has none. */
  readonly placeholders: readonly Port[];
  readonly fed: readonly Fed[];
  readonly draws: number;
  readonly restore: Trace<L>["restore"];
}

/**
 * The program of a trace.
 *
 * @param stored of each variable the array itself and behind it its slots
 * @param pieces into how many pieces large operations are split by rows, at most
 */
export function stepProgram<L extends StepLoss>(
  name: string,
  trace: Trace<L>,
  optimizer: Optimizer,
  stored: readonly (readonly StoredVariable[])[],
  pieces: number,
): StepProgram<L> {
  const outputs = splitRows(rewriteGraph([...trace.numbers, ...trace.gradients], rules), pieces);
  const numbers = packed(outputs.slice(0, trace.numbers.length));
  const nodes = sortNodes(outputs.map(({ node }) => node));
  const readers = readersOf(nodes);
  // Where an operation fails no variable must have changed: not of the forward pass, and not of the way back.
  const failing = [numbers.node, ...nodes.filter(mayFail)];
  const coefficients = coefficientOutputs(name, optimizer);
  const updates = stored.map((arrays, i) => {
    const gradient = outputs[trace.numbers.length + i] as Output;
    // Who reads a variable holds it.
    const first = new Set([...failing, ...(readers.get((arrays[0] as StoredVariable).read.node) ?? [])]);
    return updateNode(optimizer, arrays, coefficients, gradient, [...first]);
  });
  const end = makeNode({
    op: "Identity",
    inputs: [numbers],
    attributes: { T: typeAttribute("float32") },
    controls: updates,
    name: `${name}/step`,
  });
  const placeholders = sortNodes([end]).filter(({ op }) => op === "Placeholder");
  const { draws, restore } = trace;
  return {
    end,
    integers: trace.numbers.map((number) => specOf(number).dtype === "int32"),
    schedule: scheduleWeightGradients(nodes),
    placeholders: placeholders.map(portOf),
    fed: placeholders.map((node) => fedTo(node, name)),
    draws,
    restore,
  };
}

function fedTo(node: GraphNode, name: string): Fed {
  const key = (node.name as string).slice(name.length + 1);
  return key.startsWith("input") ? Number(key.slice("input".length)) : (key as Fed);
}

function coefficientOutputs(name: string, optimizer: Optimizer): CoefficientOutputs {
  const names = Object.keys(coefficientsAt(optimizer, 0));
  const fed = placeholder(`${name}/coefficients`, { shape: [names.length], dtype: "float32" });
  const scalars = makeNode({
    op: "Unpack",
    inputs: [fed],
    attributes: { T: typeAttribute("float32"), num: { i: names.length }, axis: { i: 0 } },
    outputs: names.map(() => ({ shape: [], dtype: "float32" })),
  });
  return Object.fromEntries(names.map((each, index) => [each, { node: scalars, index }]));
}

/** Scalars of any type as one vector of float32: no float32 is every integer, so these lend it their bits. */
function packed(numbers: readonly Output[]): Output {
  const inputs = numbers.map(asFloat);
  return makeOutput({
    op: "Pack",
    inputs,
    attributes: { T: typeAttribute("float32"), N: { i: inputs.length }, axis: { i: 0 } },
    outputs: [{ shape: [inputs.length], dtype: "float32" }],
  });
}

function asFloat(number: Output): Output {
  const { dtype } = specOf(number);
  if (dtype === "float32") return number;
  const [from, to] = [typeAttribute(dtype), typeAttribute("float32")];
  const conversion =
    dtype === "int32"
      ? { op: "Bitcast", attributes: { T: from, type: to } }
      : { op: "Cast", attributes: { SrcT: from, DstT: to } };
  return makeOutput({ ...conversion, inputs: [number], outputs: [{ shape: [], dtype: "float32" }] });
}

function readersOf(nodes: readonly GraphNode[]): Map<GraphNode, GraphNode[]> {
  const readers = new Map<GraphNode, GraphNode[]>();
  for (const node of nodes) {
    for (const input of new Set(node.inputs.map((output) => output.node))) {
      if (input.op === "ReadVariableOp") readers.set(input, [...(readers.get(input) ?? []), node]);
    }
  }
  return readers;
}
