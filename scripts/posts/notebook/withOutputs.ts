import { hasTag, type Cell, type CodeCell } from "../../notebook/nbformat.js";

/**
 * The notebook as it is written now with the outputs of its executed copy, so that prose edited after the run is not
 * lost. `undefined` when the code has changed since: the outputs belong to other code then.
 */
export function withOutputs(source: Cell[], executed: Cell[]): Cell[] | undefined {
  const ran = executed.filter(isCode);
  const injected = ran.filter((cell) => isInjected(cell));
  const results = ran.filter((cell) => !isInjected(cell));
  const code = source.filter(isCode).filter((cell) => !isInjected(cell));
  if (code.length !== results.length || code.some((cell, i) => cell.source !== results[i]?.source))
    return undefined;
  let next = 0;
  return source.flatMap((cell): Cell[] => {
    if (cell.cell_type !== "code") return [cell];
    if (isInjected(cell)) return [];
    const outputs = results[next++]?.outputs ?? [];
    const parameters = hasTag(cell, "parameters") ? injected : [];
    return [{ ...cell, outputs }, ...parameters];
  });
}

function isCode(cell: Cell): cell is CodeCell {
  return cell.cell_type === "code";
}

function isInjected(cell: Cell): boolean {
  return hasTag(cell, "injected-parameters");
}
