import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { finishTree } from "../markdown/finishTree.js";
import type { Heading } from "../markdown/headings.js";
import type { Page } from "./Page.js";

/** The table of contents: sections and their subsections. */
export function renderContents(page: Page): Element | undefined {
  const sections = page.headings.filter((heading) => heading.depth === 2);
  if (sections.length < 2) return undefined;
  const items = sections.map((section) => {
    const below = subsections(section, page.headings);
    const list =
      below.length === 0
        ? []
        : [
            h(
              "ol",
              below.map((heading) => h("li", link(heading, page))),
            ),
          ];
    return h("li", link(section, page), ...list);
  });
  return h("nav", { className: "contents", ariaLabelledBy: "contents" }, [
    h("p", { id: "contents" }, "Contents"),
    h("ol", items),
  ]);
}

function subsections(section: Heading, headings: readonly Heading[]): Heading[] {
  const after = headings.slice(headings.indexOf(section) + 1);
  const end = after.findIndex((heading) => heading.depth <= 2);
  return after.slice(0, end === -1 ? undefined : end).filter((heading) => heading.depth === 3);
}

/** The heading's words with their mathematics, without links of their own. */
function link(heading: Heading, page: Page): ElementContent {
  const children = heading.element.children.flatMap(withoutLinks);
  const tree = finishTree({ type: "root", children }, page, 0);
  return h("a", { href: `#${heading.id}` }, ...(tree.children as ElementContent[]));
}

function withoutLinks(node: ElementContent): ElementContent[] {
  if (node.type !== "element") return [node];
  const { id: _, ...properties } = node.properties;
  const children = node.children.flatMap(withoutLinks);
  if (node.tagName === "a") return children;
  const isCitation = Array.isArray(properties.className) && properties.className.includes("citation");
  return isCitation || node.tagName === "sup" ? [] : [{ ...node, properties, children }];
}
