import type { Element, ElementContent } from "hast";
import { h } from "hastscript";

/** Content the reader opens. */
export function fold(summary: string, children: ElementContent[]): Element {
  return h("details", { className: "folded" }, h("summary", summary), ...children);
}
