import type { Element, ElementContent, RootContent } from "hast";
import { h } from "hastscript";

/** Prose as one block of the page; none where there is nothing. */
export function prose(children: readonly RootContent[]): Element[] {
  return children.length === 0 ? [] : [h("div", { className: "prose" }, ...(children as ElementContent[]))];
}
