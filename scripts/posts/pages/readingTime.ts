import type { NumberedCell } from "../notebook/readPost.js";

const wordsPerMinute = 200;

/** Minutes to read the prose of a post; a formula counts as one word, code and HTML tags as none. */
export function readingTime(cells: readonly NumberedCell[]): number {
  const prose = cells.flatMap((cell) => (cell.cell_type === "markdown" ? [cell.source] : [])).join("\n");
  const plain = prose
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, " ")
    .replace(/\$\$[\s\S]*?\$\$|\$[^$\n]+\$/g, " formula ")
    .replace(/<[^>]*>/g, " ");
  const words = plain.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
  return Math.max(1, Math.round(words / wordsPerMinute));
}
