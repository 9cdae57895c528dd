import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Page } from "../pages/Page.js";
import { describeFigure, type FigureText } from "./describeFigure.js";
import { imageSource, type ImageType } from "./imageSource.js";
import { pictureSize } from "./pictureSize.js";
import type { Display } from "./renderBundle.js";

/** In pixels; wider pictures stand out into the margins. */
const widthOfText = 660;

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
  const size = pictureSize(content, type, display);
  const isWide = (size.width ?? 0) > widthOfText;
  return [figure(picture(source, text.alt, size), text, isWide ? ["picture", "wide"] : ["picture"])];
}

export function picture(source: string, alt: string, size: Readonly<Record<string, number>>): Element {
  return h("img", { src: source, alt, loading: "lazy", decoding: "async", ...size });
}

/** A numbered figure; the number shows where there is a caption to go with it. */
export function figure(content: Element, text: FigureText, classes: readonly string[]): Element {
  const caption =
    text.caption.length === 0 ? [] : [h("figcaption", h("span", `Figure ${text.number}. `), ...text.caption)];
  return h("figure", { className: ["output", ...classes], id: `figure-${text.number}` }, content, ...caption);
}
