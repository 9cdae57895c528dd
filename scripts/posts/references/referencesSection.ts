import type { Element } from "hast";
import { h } from "hastscript";
import type { Citations } from "./Citations.js";
import { formatReference } from "./formatReference.js";

/** The list of the works a page cites, each with the way back to where it was first cited. */
export function referencesSection(citations: Citations): Element | undefined {
  if (citations.works.length === 0) return undefined;
  const items = citations.works.map(({ number, reference }) =>
    h("li", { id: `reference-${number}` }, [
      ...formatReference(reference),
      " ",
      h(
        "a",
        { href: `#citation-${number}`, ariaLabel: `Back to citation ${number}`, className: "back" },
        "↩",
      ),
    ]),
  );
  return h("section", { className: "references", ariaLabelledBy: "references" }, [
    h("h2", { id: "references" }, "References"),
    h("ol", items),
  ]);
}
