import type { ElementContent } from "hast";
import { h } from "hastscript";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import type { Page } from "../pages/Page.js";

/** Markdown that a cell displayed, rendered as a cell of prose is. */
export function markdownOutput(source: string, page: Page, cell: number): ElementContent[] {
  if (source.trim() === "") return [];
  const tree = renderMarkdown({ source, number: cell }, page);
  return [h("div", { className: ["output", "prose"] }, ...(tree.children as ElementContent[]))];
}

/** A formula that a cell displayed: `$…$`, `$$…$$` or bare. */
export function latexOutput(source: string, page: Page, cell: number): ElementContent[] {
  const formula = source
    .trim()
    .replace(/^\${1,2}|\${1,2}$/g, "")
    .trim();
  return formula === "" ? [] : markdownOutput(`$$\n${formula}\n$$`, page, cell);
}
