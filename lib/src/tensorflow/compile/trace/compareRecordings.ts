import { TraceError } from "../../../errors/index.js";
import { specOf, type GraphNode, type Output } from "../graph/index.js";
import type { Recording } from "./Recording.js";

/** What one call of a loss did, and what became of it. */
export interface RecordedCall {
  readonly recording: Recording;
  /** The loss, the metrics and the gradients. */
  readonly results: readonly Output[];
}

/**
 * Makes sure that a loss does the same whenever it is called: whatever differs between two recordings would have been
 * fixed for all steps.
 *
 * @throws TraceError that names the first difference
 */
export function compareRecordings(first: RecordedCall, second: RecordedCall): void {
  const [one, other] = [first.recording, second.recording];
  const places = new Map([...one.nodes.entries()].map(([place, node]) => [node, place]));
  const others = new Map([...other.nodes.entries()].map(([place, node]) => [node, place]));
  // Inputs and variables stand in neither map, and are told apart by their names.
  const same: SameOutput = (x, y) =>
    x.index === y.index &&
    places.get(x.node) === others.get(y.node) &&
    (places.has(x.node) || x.node.name === y.node.name);
  const count = Math.max(one.nodes.length, other.nodes.length);
  for (let i = 0; i < count; i++) {
    const [a, b] = [one.nodes[i], other.nodes[i]];
    if (a === undefined || b === undefined || !sameNode(a, b, same)) {
      refuseBranch(describe(one, a), describe(other, b));
    }
    if (a.op === "Const") compareConstants(a, b, one);
  }
  if (!sameOutputs(first.results, second.results, same))
    refuseBranch("return the result of one operation", "of another");
}

type SameOutput = (x: Output, y: Output) => boolean;

function sameNode(a: GraphNode, b: GraphNode, same: SameOutput): boolean {
  const traits = ({ op, attributes, outputs }: GraphNode): string =>
    JSON.stringify([op, outputs, op !== "Const" && attributes]);
  return traits(a) === traits(b) && sameOutputs(a.inputs, b.inputs, same);
}

function sameOutputs(a: readonly Output[], b: readonly Output[], same: SameOutput): boolean {
  return a.length === b.length && a.every((output, i) => same(output, b[i] as Output));
}

/** Of the same shape and type. */
function compareConstants(a: GraphNode, b: GraphNode, recording: Recording): void {
  if (bytesOf(a).every((byte, i) => byte === bytesOf(b)[i])) return;
  const { shape } = specOf({ node: a, index: 0 });
  const user = recording.nodes.find(({ inputs }) => inputs.some(({ node }) => node === a));
  throw new TraceError(
    `A constant of shape [${shape.join(", ")}]${recording.siteOf(a)}${user ? `, used by ${user.op},` : ""} ` +
      "has another value each time the loss is called: a clock, a counter, a random draw in JavaScript? A compiled step " +
      "would keep the first one for ever. Pass it as an input of the step, or draw it with the loss's second argument.",
  );
}

function bytesOf(node: GraphNode): Uint8Array {
  const value = node.attributes["value"] as { readonly tensor: { readonly tensorContent: Uint8Array } };
  return value.tensor.tensorContent;
}

function refuseBranch(first: string, second: string): never {
  throw new TraceError(
    `Called twice with the same inputs, the loss did ${first} the first time and ${second} the second: it ` +
      "depends on something outside its inputs. Pass that as an input and choose with tf.where, compile a step for " +
      'each case, or compile with mode: "eager".',
  );
}

function describe(recording: Recording, node: GraphNode | undefined): string {
  return node === undefined ? "nothing more" : `${node.op}${shapes(node)}${recording.siteOf(node)}`;
}

function shapes({ outputs }: GraphNode): string {
  return outputs.length === 0
    ? ""
    : ` of shape ${outputs.map(({ shape }) => `[${shape.join(", ")}]`).join(", ")}`;
}
