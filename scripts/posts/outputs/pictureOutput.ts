import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Page } from "../pages/Page.js";
import { describeFigure, type FigureText } from "./describeFigure.js";
import { imageSource, type ImageType } from "./imageSource.js";
import type { Display } from "./renderBundle.js";

/** A picture that a cell displayed, in a figure with its description and caption. */
export function pictureOutput(
  content: string,
  type: ImageType,
  page: Page,
  cell: number,
  display: Display,
): ElementContent[] {
  const source = imageSource(content, type, page);
  if (source === undefined) {
    page.warn(`an output of type ${type} is not such a picture and is not shown`, cell);
    return [];
  }
  const text = describeFigure(display, page, cell);
  return [figure(picture(source, text.alt, sizeOf(content, type, display)), text)];
}

export function picture(source: string, alt: string, size: Readonly<Record<string, number>>): Element {
  return h("img", { src: source, alt, loading: "lazy", decoding: "async", ...size });
}

/** A numbered figure; the number shows where there is a caption to go with it. */
export function figure(content: Element, text: FigureText, className = "picture"): Element {
  const caption =
    text.caption.length === 0 ? [] : [h("figcaption", h("span", `Figure ${text.number}. `), ...text.caption)];
  return h("figure", { className: ["output", className], id: `figure-${text.number}` }, content, ...caption);
}

/** The size to show a picture at: what the notebook says (`metadata["image/png"]`), else the PNG's own. */
export function sizeOf(content: string, type: ImageType, display: Display): Record<string, number> {
  const { width, height } = (display.metadata[type] ?? {}) as { width?: unknown; height?: unknown };
  if (isSize(width)) return isSize(height) ? { width, height } : { width };
  if (type !== "image/png") return {};
  const header = Buffer.from(content.slice(0, 48), "base64");
  return header.length < 24 ? {} : { width: header.readUInt32BE(16), height: header.readUInt32BE(20) };
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= 10_000;
}
