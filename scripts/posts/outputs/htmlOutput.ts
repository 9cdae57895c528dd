import type { ElementContent, Root } from "hast";
import { toText } from "hast-util-to-text";
import { h } from "hastscript";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { dropForeignImages } from "../markdown/localiseImages.js";
import { localiseLinks } from "../markdown/localiseLinks.js";
import { sanitizeSchema } from "../markdown/sanitizeSchema.js";
import type { Page } from "../pages/Page.js";

/** HTML that a cell displayed (a table, say), made safe. */
export function htmlOutput(html: string, page: Page, cell: number): ElementContent[] {
  const prefix = `cell-${cell}-`;
  const tree: Root = unified()
    .use(rehypeRaw)
    .use(rehypeSanitize, sanitizeSchema(prefix))
    .runSync({ type: "root", children: [{ type: "raw", value: html }] });
  dropForeignImages(tree, page, cell);
  localiseLinks(tree, page, prefix, cell);
  if (toText(tree).trim() === "" && !hasImage(tree)) {
    page.warn("an HTML output is empty once scripts and styles are taken out", cell);
    return [];
  }
  const content = tree.children as ElementContent[];
  return [
    h("div", { className: ["output", "html"], tabIndex: 0, role: "region", ariaLabel: "Output" }, ...content),
  ];
}

function hasImage(tree: Root): boolean {
  let found = false;
  visit(tree, "element", (node) => {
    found ||= node.tagName === "img";
  });
  return found;
}
