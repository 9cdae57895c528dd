import { hasTag, type CodeCell, type Notebook } from "./nbformat.js";
import { cellsChecksum, type OutputsKey } from "./outputsKey.js";

/**
 * A notebook with the outputs of its executed copy. The copy's injected parameters are left out and not counted, and the key
 * of what the outputs were made with is noted in the metadata.
 */
export function commitOutputs(
  notebook: Notebook,
  executed: Notebook,
  made: Pick<OutputsKey, "parameters" | "digits">,
): Notebook {
  const ran = executed.cells.filter((cell) => !hasTag(cell, "injected-parameters"));
  let count = 0;
  const cells = notebook.cells.map((cell, i) => {
    const copy = ran[i];
    if (cell.cell_type !== "code" || copy?.cell_type !== "code") return cell;
    const execution_count = copy.execution_count === null ? null : ++count;
    return { ...cell, outputs: copy.outputs, execution_count } satisfies CodeCell;
  });
  const key: OutputsKey = { cells: cellsChecksum(notebook), ...made };
  return { ...notebook, cells, metadata: { ...notebook.metadata, kl_to_vae: key } };
}
