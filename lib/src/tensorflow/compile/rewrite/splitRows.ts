import { makeNode, sortNodes, type Output } from "../graph/index.js";
import { RowPieces } from "./RowPieces.js";
import { rowRules } from "./rowRules.js";

/**
 * The same outputs of a graph in which large products and convolutions, and what hangs on them row by row, are computed
 * in pieces of some rows each. The pieces wait for one another only where all rows meet, such as in the gradient of
 * weights; threads that share the rows of every single operation wait for one another at each.
 *
 * @param count of pieces at most
 */
export function splitRows(outputs: readonly Output[], count: number): Output[] {
  if (count < 2) return [...outputs];
  const rows = new RowPieces(count);
  for (const node of sortNodes(outputs.map((output) => output.node))) {
    const replacement = rowRules[node.op]?.(node, rows);
    if (replacement !== undefined) {
      rows.replace(node, replacement);
      continue;
    }
    const inputs = node.inputs.map((input) => rows.whole(input));
    if (inputs.some((input, i) => input.node !== node.inputs[i]?.node))
      rows.replace(node, makeNode({ ...node, inputs }));
  }
  return outputs.map((output) => rows.whole(output));
}
