import type { ElementContent } from "hast";
import { h } from "hastscript";
import { renderMarkdown } from "../markdown/renderMarkdown.js";
import type { Page } from "../pages/Page.js";
import type { Display } from "./renderBundle.js";

export interface FigureText {
  readonly number: number;
  readonly alt: string;
  readonly caption: ElementContent[];
}

/**
 * What a figure says in words. The description is `layout.meta.alt`, the output's `metadata.alt` or its `text/plain`;
 * the caption, in Markdown, is `layout.meta.caption` or `metadata.caption`.
 */
export function describeFigure(
  display: Display,
  page: Page,
  cell: number,
  meta: unknown = undefined,
): FigureText {
  page.figureCount += 1;
  const number = page.figureCount;
  const own = (typeof meta === "object" && meta !== null ? meta : {}) as Record<string, unknown>;
  const plain = display.data["text/plain"];
  const words = [own.alt, display.metadata.alt, Array.isArray(plain) ? plain.join("") : plain];
  const alt = words.find((value) => typeof value === "string" && value.trim() !== "") as string | undefined;
  if (alt === undefined)
    page.warn("a figure has no description; give it layout.meta.alt or a text/plain form", cell);
  const caption = own.caption ?? display.metadata.caption;
  return {
    number,
    alt: alt?.trim() ?? `Figure ${number}`,
    caption: typeof caption === "string" ? renderCaption(caption, page, cell) : [],
  };
}

/** One paragraph stands without its `<p>`, beside the figure's number. */
function renderCaption(source: string, page: Page, cell: number): ElementContent[] {
  const children = renderMarkdown({ source, number: cell }, page).children as ElementContent[];
  const [first, ...others] = children;
  return first?.type === "element" && first.tagName === "p"
    ? [h("span", ...first.children), ...others]
    : children;
}
