import type { ElementContent, Root } from "hast";
import { resolveFragments } from "../markdown/localiseLinks.js";
import { prose } from "../markdown/prose.js";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import type { NumberedCell } from "../notebook/readPost.js";
import type { Page } from "../pages/Page.js";
import { fold } from "./fold.js";
import { renderCode } from "./renderCode.js";

/** The cells of a post in order. Raw cells are for other formats and are left out. */
export function renderCells(cells: readonly NumberedCell[], page: Page): ElementContent[] {
  const trees = cells.map((cell) => ({ number: cell.number, tree: renderCell(cell, page) }));
  for (const { number, tree } of trees) resolveFragments(tree, page, number);
  return trees.flatMap(({ tree }) => tree.children as ElementContent[]);
}

function renderCell(cell: NumberedCell, page: Page): Root {
  const tags = new Set(cell.metadata.tags);
  if (cell.cell_type === "raw" || tags.has("remove-cell")) return { type: "root", children: [] };
  const children =
    cell.cell_type === "markdown" ? prose(renderMarkdown(cell, page).children) : renderCode(cell, page);
  return { type: "root", children: tags.has("hide-cell") ? [fold("Show the cell", children)] : children };
}
