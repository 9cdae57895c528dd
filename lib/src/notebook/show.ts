import type { Figure, ImageGrid } from "../figures/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { display, displayHook, type DisplayOptions } from "./displayHook.js";
import { figureBundle, type FigureBundleOptions } from "./figureBundle.js";
import { gridBundle } from "./gridBundle.js";

/** Options of {@link show}. */
export type ShowOptions = Pick<DisplayOptions, "displayId" | "update"> & FigureBundleOptions;

/**
 * Displays a figure, a grid of images or lines of text below the cell. Await it: `await show(figure)`.
 *
 * A figure goes out as an interactive plotly figure, as a PNG for viewers without plotly (GitHub), and as its
 * alternative text; a grid of images as a PNG and its alternative text. Where a PNG cannot be drawn, a line on standard
 * error says why and the rest is displayed. Outside a notebook the alternative text goes to standard output.
 *
 * @throws InvalidArgumentError if it is none of these
 */
export async function show(
  value: Figure | ImageGrid | readonly string[],
  options: ShowOptions = {},
): Promise<void> {
  const { displayId, update, ...bundleOptions } = options;
  const place = {
    ...(displayId === undefined ? {} : { displayId }),
    ...(update === undefined ? {} : { update }),
  };
  if (isLines(value)) return display({ "text/plain": value.join("\n") }, place);
  if (isFigure(value)) {
    if (!displayHook()) return display({ "text/plain": value.layout.meta.alt });
    const { bundle, metadata } = await figureBundle(value, bundleOptions);
    return display(bundle, { ...place, metadata });
  }
  if (isImageGrid(value)) {
    if (!displayHook()) return display({ "text/plain": value.alt });
    const { bundle, metadata } = gridBundle(value);
    return display(bundle, { ...place, metadata });
  }
  throw new InvalidArgumentError(
    "show takes a figure or image grid from kl-to-vae/figures, or an array of strings.",
  );
}

function isLines(value: object): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

function isFigure(value: object): value is Figure {
  const { layout } = value as { layout?: { meta?: { alt?: unknown } } };
  return typeof layout?.meta?.alt === "string";
}

function isImageGrid(value: object): value is ImageGrid {
  const { data, alt } = value as Partial<ImageGrid>;
  return data instanceof Uint8Array && typeof alt === "string";
}
