import { TraceError } from "../../../errors/index.js";
import { specOf, type GraphNode, type Output } from "../graph/index.js";
import type { Recording } from "./Recording.js";

/**
 * Makes sure that a loss does the same whenever it is called: whatever differs between two recordings would have been
 * fixed for all steps.
 *
 * @throws TraceError that names the first difference
 */
export function compareRecordings(first: Recording, second: Recording): void {
  const places = new Map([...first.nodes.entries()].map(([place, node]) => [node, place]));
  const others = new Map([...second.nodes.entries()].map(([place, node]) => [node, place]));
  const count = Math.max(first.nodes.length, second.nodes.length);
  for (let i = 0; i < count; i++) {
    const [a, b] = [first.nodes[i], second.nodes[i]];
    if (a === undefined || b === undefined || a.op !== b.op || !sameInputs(a, b, places, others))
      refuseBranch(a, b);
    if (a.op === "Const" && b.op === "Const") compareConstants(a, b, first);
    else if (JSON.stringify([a.attributes, a.outputs]) !== JSON.stringify([b.attributes, b.outputs]))
      refuseBranch(a, b);
  }
}

function sameInputs(
  a: GraphNode,
  b: GraphNode,
  places: ReadonlyMap<GraphNode, number>,
  others: ReadonlyMap<GraphNode, number>,
): boolean {
  // Inputs, variables and draws stand in neither map, and are told apart by their names.
  const same = (x: Output, y: Output | undefined): boolean =>
    y !== undefined &&
    x.index === y.index &&
    places.get(x.node) === others.get(y.node) &&
    (places.has(x.node) || x.node.name === y.node.name);
  return a.inputs.length === b.inputs.length && a.inputs.every((input, i) => same(input, b.inputs[i]));
}

function compareConstants(a: GraphNode, b: GraphNode, recording: Recording): void {
  if (JSON.stringify(specOf({ node: a, index: 0 })) !== JSON.stringify(specOf({ node: b, index: 0 })))
    refuseBranch(a, b);
  if (bytesOf(a).every((byte, i) => byte === bytesOf(b)[i])) return;
  const { shape } = specOf({ node: a, index: 0 });
  const user = recording.nodes.find(({ inputs }) => inputs.some(({ node }) => node === a));
  const site = recording.siteOf(a);
  throw new TraceError(
    `A constant of shape [${shape.join(", ")}]${site && ` (${site})`}${user ? `, used by ${user.op},` : ""} ` +
      "has another value each time the loss is called: a clock, a counter, a random draw in JavaScript? A compiled step " +
      "would keep the first one for ever. Pass it as an input of the step, or draw it with the loss's second argument.",
  );
}

function bytesOf(node: GraphNode): Uint8Array {
  const value = node.attributes["value"] as { readonly tensor: { readonly tensorContent: Uint8Array } };
  return value.tensor.tensorContent;
}

function refuseBranch(a: GraphNode | undefined, b: GraphNode | undefined): never {
  const describe = (node: GraphNode | undefined): string =>
    node === undefined ? "nothing more" : `${node.op}${shapes(node)}`;
  throw new TraceError(
    `Called twice with the same inputs, the loss did ${describe(a)} the first time and ${describe(b)} the second: it ` +
      "depends on something outside its inputs. Pass that as an input and choose with tf.where, compile a step for " +
      'each case, or compile with mode: "eager".',
  );
}

function shapes({ outputs }: GraphNode): string {
  return outputs.length === 0
    ? ""
    : ` of shape ${outputs.map(({ shape }) => `[${shape.join(", ")}]`).join(", ")}`;
}
