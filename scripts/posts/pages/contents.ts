import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
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
              below.map((heading) => h("li", link(heading))),
            ),
          ];
    return h("li", link(section), ...list);
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
function link(heading: Heading): ElementContent {
  return h("a", { href: `#${heading.id}` }, ...heading.element.children.flatMap(withoutLinks));
}

function withoutLinks(node: ElementContent): ElementContent[] {
  if (node.type !== "element") return [node];
  const { id: _, ...properties } = node.properties;
  const classes = Array.isArray(properties.className) ? properties.className : [];
  if (classes.includes("citation") || classes.includes("anchor") || node.tagName === "sup") return [];
  const children = node.children.flatMap(withoutLinks);
  return node.tagName === "a" ? children : [{ ...node, properties, children }];
}
