import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Output } from "../../notebook/nbformat.js";
import type { Page } from "../pages/Page.js";
import { renderBundle } from "./renderBundle.js";
import { textOutput } from "./textOutput.js";

/** One output of a cell as it stands on the page. */
export function renderOutput(output: Output, page: Page, cell: number): ElementContent[] {
  switch (output.output_type) {
    case "stream": {
      const isError = output.name === "stderr";
      if (output.text.trim() === "") return [];
      return [
        textOutput(
          output.text,
          isError ? "stderr" : "stdout",
          isError ? "Printed to stderr" : "Printed text",
        ),
      ];
    }
    case "error":
      return [errorOutput(output)];
    case "display_data":
    case "execute_result":
      return renderBundle({ data: output.data, metadata: output.metadata }, page, cell);
  }
}

function errorOutput({ ename, evalue, traceback }: Extract<Output, { output_type: "error" }>): Element {
  const trace = textOutput(traceback.join("\n"), "traceback", "Traceback");
  return h("div", { className: "error", role: "group", ariaLabel: "Error" }, [
    h("p", [h("strong", ename), evalue === "" ? "" : `: ${evalue}`]),
    ...(traceback.length === 0 ? [] : [trace]),
  ]);
}
