import * as tf from "@tensorflow/tfjs-core";
import { TraceError } from "../../../errors/index.js";
import { constantOfBytes, makeNode, type DataTypeName, type GraphNode, type Output } from "../graph/index.js";
import { callSite, captureCallSite, type CallSite } from "./callSite.js";
import { completeAttributes } from "./completeAttributes.js";
import type { NativeAttribute } from "./NativeBackend.js";
import { faultOf } from "./faultOf.js";

/** Where a tensor is kept; the same for a tensor and its clones. */
type DataId = tf.TensorInfo["dataId"];

/** Everything that a loss did, in order, as the nodes of a graph. */
export class Recording {
  /** Every operation, constant and draw in the order of their making. */
  readonly nodes: GraphNode[] = [];
  readonly #outputs = new Map<DataId, Output>();
  readonly #labels = new Map<GraphNode, string>();
  readonly #sites = new Map<GraphNode, CallSite>();
  #standIn: Output | undefined;
  #refusal: TraceError | undefined;

  /** Remembers why the loss cannot be a graph, should the loss catch the error or not wait for it. */
  refuse(message: string): TraceError {
    this.#refusal ??= new TraceError(message);
    return this.#refusal;
  }

  /** @throws TraceError if something was refused on the way */
  finish(): void {
    if (this.#refusal !== undefined) throw this.#refusal;
  }

  /** Lets a tensor stand for an output: an input or a variable, which messages call by its label. */
  bind(tensor: tf.TensorInfo, output: Output, label: string): void {
    this.#outputs.set(tensor.dataId, output);
    this.#labels.set(output.node, label);
  }

  /** Makes a tensor of plain numbers that is no constant but stands for an output, such as a random draw. */
  standFor(output: Output, make: () => tf.Tensor): tf.Tensor {
    this.#addNode(output.node);
    this.#standIn = output;
    try {
      return make();
    } finally {
      this.#standIn = undefined;
    }
  }

  /** A tensor that was made of plain numbers. */
  addConstant(dataId: DataId, bytes: Uint8Array, shape: readonly number[], dtype: DataTypeName): void {
    if (this.#standIn !== undefined) {
      this.#outputs.set(dataId, this.#standIn);
      return;
    }
    const output = constantOfBytes(bytes, [...shape], dtype);
    this.#addNode(output.node);
    this.#outputs.set(dataId, output);
  }

  /** An operation that was executed. */
  addOperation(
    op: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly tf.TensorInfo[],
    outputs: readonly tf.TensorInfo[],
  ): void {
    const fault = faultOf(op, callSite);
    if (fault !== undefined) throw this.refuse(fault);
    const sources = inputs.map((tensor) => this.outputOf(tensor, op));
    const specs = outputs.map(({ shape, dtype }) => ({ shape: [...shape], dtype: dtype }));
    const node = makeNode({
      op,
      inputs: sources,
      attributes: completeAttributes(op, attributes, sources),
      outputs: specs,
    });
    this.#addNode(node);
    outputs.forEach(({ dataId }, index) => this.#outputs.set(dataId, { node, index }));
  }

  /**
   * What a tensor is in the graph.
   *
   * @throws TraceError if the tensor was made before the loss began and is neither an input nor a variable
   */
  outputOf(tensor: tf.TensorInfo, user: string): Output {
    const output = this.#outputs.get(tensor.dataId);
    if (output !== undefined) return output;
    const what =
      tensor instanceof tf.Variable
        ? `the variable ${tensor.name}`
        : `a tensor of shape [${tensor.shape.join(", ")}]`;
    throw this.refuse(
      `${user}${callSite()} uses ${what} that is neither an input of the step, nor one of its variables, nor made inside ` +
        "the loss. Pass it as an input, or list it among the variables.",
    );
  }

  /** What a tensor comes from, in words; undefined if it is not known here. */
  describe(dataId: DataId): string | undefined {
    const node = this.#outputs.get(dataId)?.node;
    if (node === undefined) return undefined;
    const label = this.#labels.get(node);
    if (label !== undefined) return label;
    return node.op === "Const" ? "a constant" : `the result of ${node.op}`;
  }

  /** Where in the code a node was made, in brackets; empty where it cannot be said. */
  siteOf(node: GraphNode): string {
    return this.#sites.get(node)?.() ?? "";
  }

  #addNode(node: GraphNode): void {
    this.nodes.push(node);
    this.#sites.set(node, captureCallSite());
  }
}
