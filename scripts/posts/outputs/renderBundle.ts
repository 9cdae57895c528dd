import type { ElementContent } from "hast";
import type { MimeBundle } from "../../notebook/nbformat.js";
import type { Page } from "../pages/Page.js";
import { htmlOutput } from "./htmlOutput.js";
import { latexOutput, markdownOutput } from "./markdownOutput.js";
import { pictureOutput } from "./pictureOutput.js";
import { plotlyOutput } from "./plotlyOutput.js";
import { textOutput } from "./textOutput.js";

/** What a cell displayed: the same thing in several forms, by mime type. */
export interface Display {
  readonly data: MimeBundle;
  readonly metadata: MimeBundle;
}

type Renderer = (content: unknown, page: Page, cell: number, display: Display) => ElementContent[];

/** The forms a page can show, the best first. A form that comes to nothing (bad base64, HTML of scripts only) gives way to the next. */
const renderers: Readonly<Record<string, Renderer>> = {
  "application/vnd.plotly.v1+json": plotlyOutput,
  "text/html": (content, page, cell) => htmlOutput(textOf(content), page, cell),
  "text/markdown": (content, page, cell) => markdownOutput(textOf(content), page, cell),
  "text/latex": (content, page, cell) => latexOutput(textOf(content), page, cell),
  "image/svg+xml": (content, page, cell, display) =>
    pictureOutput(textOf(content), "image/svg+xml", page, cell, display),
  "image/png": (content, page, cell, display) =>
    pictureOutput(textOf(content), "image/png", page, cell, display),
  "image/jpeg": (content, page, cell, display) =>
    pictureOutput(textOf(content), "image/jpeg", page, cell, display),
  "application/json": (content) => [textOutput(JSON.stringify(content, null, 2), "json", "JSON")],
  "text/plain": (content) =>
    textOf(content).trim() === "" ? [] : [textOutput(textOf(content), "plain", "Result")],
};

export function renderBundle(display: Display, page: Page, cell: number): ElementContent[] {
  for (const [type, render] of Object.entries(renderers)) {
    if (!Object.hasOwn(display.data, type)) continue;
    const rendered = render(display.data[type], page, cell, display);
    if (rendered.length > 0) return rendered;
  }
  const types = Object.keys(display.data).map((type) => JSON.stringify(type.slice(0, 80)));
  if (types.length > 0) page.warn(`an output of type ${types.join(", ")} is not shown`, cell);
  return [];
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.filter((line) => typeof line === "string").join("") : "";
}
