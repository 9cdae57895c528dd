import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { finishTree } from "../markdown/finishTree.js";
import type { CodeCell } from "../../notebook/nbformat.js";
import { mergeStreams } from "../outputs/mergeStreams.js";
import { renderOutput } from "../outputs/renderOutput.js";
import type { Page } from "../pages/Page.js";
import { fold } from "./fold.js";

/** A code cell: its TypeScript and its outputs, folded or left out as its tags say (those of nbconvert and Jupyter Book). */
export function renderCode(cell: CodeCell & { readonly number: number }, page: Page): ElementContent[] {
  const children = [...renderInput(cell, page), ...renderOutputs(cell, page)];
  return children.length === 0 ? [] : [h("div", { className: "cell" }, ...children)];
}

function renderInput(cell: CodeCell & { readonly number: number }, page: Page): ElementContent[] {
  const tags = new Set(cell.metadata.tags);
  const source = cell.source.trimEnd();
  if (tags.has("remove-input") || source === "") return [];
  const tree = finishTree({ type: "root", children: [codeBlock(source)] }, page, cell.number);
  const input = h("div", { className: "input" }, ...(tree.children as ElementContent[]));
  if (tags.has("injected-parameters")) return [fold("Parameters of this run", [input])];
  if (tags.has("parameters")) return [fold("Parameters", [input])];
  return [tags.has("hide-input") ? fold("Show the code", [input]) : input];
}

function codeBlock(source: string): Element {
  const code = h("code", { className: "language-typescript" }, source);
  return h("pre", { tabIndex: 0, role: "region", ariaLabel: "TypeScript code" }, code);
}

function renderOutputs(cell: CodeCell & { readonly number: number }, page: Page): ElementContent[] {
  const tags = new Set(cell.metadata.tags);
  if (tags.has("remove-output")) return [];
  const outputs = mergeStreams(cell.outputs).flatMap((output) => renderOutput(output, page, cell.number));
  return tags.has("hide-output") && outputs.length > 0 ? [fold("Show the output", outputs)] : outputs;
}
