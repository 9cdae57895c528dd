import type { ElementContent, Root } from "hast";
import { h } from "hastscript";
import { SKIP, visitParents } from "unist-util-visit-parents";
import type { Page } from "../pages/Page.js";
import { shortReference } from "./formatReference.js";

const citation = /\[(@[^[\]]+)\]/g;
const item = /^@([\w:./+-]*\w)(?:,\s*(.+))?$/;
const untouched = new Set(["code", "pre", "a"]);

/** `[@key]`, `[@key, p. 3]` and `[@one; @two]` become numbers that lead to the list of references. */
export function linkCitations(tree: Root, page: Page, cell: number): void {
  visitParents(tree, "text", (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (parent === undefined || node.value.search(citation) === -1) return;
    if (ancestors.some((ancestor) => ancestor.type === "element" && untouched.has(ancestor.tagName))) return;
    const parts = node.value.split(citation).flatMap((part, index): ElementContent[] => {
      if (index % 2 === 1) return [renderCitation(part, page, cell)];
      return part === "" ? [] : [{ type: "text", value: part }];
    });
    const index = (parent.children as ElementContent[]).indexOf(node);
    parent.children.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
}

function renderCitation(text: string, page: Page, cell: number): ElementContent {
  const links = text.split(";").flatMap((part, index): (ElementContent | string)[] => {
    const [, key, where] = item.exec(part.trim()) ?? [];
    if (key === undefined)
      throw page.error(`[${text}] is no citation; write [@key], [@key, p. 3] or [@one; @two]`, cell);
    const work = page.options.citations.cite(key);
    if (work === undefined) throw page.error(`[@${key}] is not among the references`, cell);
    const properties = {
      href: `#reference-${work.number}`,
      id: work.count === 1 ? `citation-${work.number}` : undefined,
      title: shortReference(work.reference),
    };
    const link = h("a", properties, String(work.number));
    return [index === 0 ? "" : ", ", link, where === undefined ? "" : `, ${where}`];
  });
  return h("span", { className: "citation" }, "[", ...links, "]");
}
