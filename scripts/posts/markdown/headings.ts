import type { Element, ElementContent, Root } from "hast";
import { toText } from "hast-util-to-text";
import { SKIP, visit } from "unist-util-visit";
import type { Page } from "../pages/Page.js";

export interface Heading {
  readonly id: string;
  readonly depth: number;
  /** The heading on the page. */
  readonly element: Element;
}

/**
 * Gives headings ids and a link to themselves, and notes them for the table of contents. The page's title is the
 * front matter's: a first `#` heading repeats it and goes, later ones sink one level.
 */
export function nameHeadings(tree: Root, page: Page): void {
  visit(tree, "element", (node, index, parent) => {
    if (!/^h[1-6]$/.test(node.tagName)) return undefined;
    if (node.tagName === "h1") {
      if (page.headings.length === 0 && parent !== undefined && index !== undefined) {
        parent.children.splice(index, 1);
        return [SKIP, index];
      }
      node.tagName = "h2";
    }
    if (node.properties.className !== undefined) return undefined; // the label of the footnotes
    const id = page.slug(toText(node));
    page.headings.push({ id, depth: Number(node.tagName.charAt(1)), element: node });
    node.properties.id = id;
    node.children.push(selfLink(id));
    return undefined;
  });
}

function selfLink(id: string): ElementContent {
  return {
    type: "element",
    tagName: "a",
    properties: { className: ["anchor"], href: `#${id}`, ariaLabel: "Link to this section" },
    children: [{ type: "text", value: "#" }],
  };
}
