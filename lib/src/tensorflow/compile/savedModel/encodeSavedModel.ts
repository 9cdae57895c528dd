import { sortNodes, type Attributes, type GraphNode, type Output } from "../graph/index.js";
import { SavedModel } from "./schema.js";

/** The graph-definition version of TensorFlow 2.21; older libraries read it, newer ones too. */
const producer = 2100;

/** The tag under which the graph is saved and loaded. */
export const tag = "serve";

interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Attributes;
}

/**
 * A graph as the bytes of a SavedModel's `saved_model.pb`.
 *
 * @param ends the nodes that are to be run; what they need comes along
 * @param before for some nodes, others that are to run before them
 */
export function encodeSavedModel(
  ends: readonly GraphNode[],
  before: ReadonlyMap<GraphNode, readonly GraphNode[]>,
): Uint8Array {
  const nodes = sortNodes(ends);
  const names = new Map(nodes.map((node, i) => [node, node.name ?? `${node.op}_${i}`]));
  const nameOf = (node: GraphNode): string => names.get(node) as string;
  const node = nodes.map((each): NodeDef => {
    const controls = [...each.controls, ...(before.get(each) ?? [])];
    const input = [
      ...each.inputs.map((output) => reference(output, nameOf)),
      ...controls.map((other) => `^${nameOf(other)}`),
    ];
    return { name: nameOf(each), op: each.op, input, attr: each.attributes };
  });
  const metaGraph = { metaInfoDef: { tags: [tag] }, graphDef: { node, versions: { producer } } };
  const message = SavedModel.fromObject({ savedModelSchemaVersion: 1, metaGraphs: [metaGraph] });
  return SavedModel.encode(message).finish();
}

function reference({ node, index }: Output, nameOf: (node: GraphNode) => string): string {
  return index === 0 ? nameOf(node) : `${nameOf(node)}:${index}`;
}
