import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { z } from "zod";
import type { Page } from "../pages/Page.js";
import { describeFigure } from "./describeFigure.js";
import { imageSource } from "./imageSource.js";
import { figure, picture } from "./pictureOutput.js";
import type { Display } from "./renderBundle.js";

const figureSchema = z.object({
  data: z.array(z.looseObject({ type: z.string().optional() })),
  layout: z
    .looseObject({
      width: z.number().optional(),
      height: z.number().optional(),
      meta: z.unknown().optional(),
    })
    .default({}),
  frames: z.array(z.looseObject({})).optional(),
});
type PlotlyFigure = z.infer<typeof figureSchema>;

/** These fetch maps from the network. */
const needsNetwork = /geo|map|choropleth/i;
const defaultSize = { width: 700, height: 450 };

/**
 * An interactive figure: its data as JSON for the page's script, and the PNG of the same bundle as the picture that
 * stands there before, without JavaScript, and in print.
 */
export function plotlyOutput(content: unknown, page: Page, cell: number, display: Display): ElementContent[] {
  const result = figureSchema.safeParse(content);
  if (!result.success || result.data.data.some((trace) => needsNetwork.test(trace.type ?? ""))) {
    page.warn(
      "a plotly figure is malformed or needs maps from the network; its picture is shown instead",
      cell,
    );
    return [];
  }
  const { data, layout, frames } = withoutForeignImages(result.data);
  const width = layout.width ?? defaultSize.width;
  const height = layout.height ?? defaultSize.height;
  const text = describeFigure(display, page, cell, layout.meta);
  page.hasPlotly = true;
  const plot = h(
    "div",
    { className: "plot", style: `aspect-ratio: ${width} / ${height}`, role: "group", ariaLabel: text.alt },
    [
      ...staticPicture(display, text.alt, { width, height }, page, cell),
      jsonBlock({ data, layout, ...(frames === undefined ? {} : { frames }) }),
    ],
  );
  return [figure(plot, text, ["plotly", "wide"])];
}

function staticPicture(
  display: Display,
  alt: string,
  size: Record<string, number>,
  page: Page,
  cell: number,
): Element[] {
  const png = display.data["image/png"];
  const text = Array.isArray(png) ? png.join("") : png;
  const source = typeof text === "string" ? imageSource(text, "image/png", page) : undefined;
  if (source !== undefined) return [picture(source, alt, size)];
  page.warn("a plotly figure has no PNG beside it: nothing shows where JavaScript is off", cell);
  return [];
}

/** A data block: no `<` may stand in it, or `</script>` in a label would end it. */
function jsonBlock(value: unknown): Element {
  const json = JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
  return h("script", { type: "application/json" }, json);
}

/** Pictures in a layout may only be data: addresses; the page fetches nothing. */
function withoutForeignImages(plot: PlotlyFigure): PlotlyFigure {
  const { images, ...layout } = plot.layout;
  if (!Array.isArray(images)) return plot;
  const own = images.filter((image) =>
    /^data:image\//.test(String((image as { source?: unknown } | null)?.source)),
  );
  return { ...plot, layout: { ...layout, images: own } };
}
