import type { Figure } from "../figures/index.js";
import type { DisplayBundle } from "./displayHook.js";
import { figurePng, pictureSize, type FigurePngOptions } from "./figurePng.js";
import { warn } from "./warn.js";

/** How the bundle of a figure is made. */
export interface FigureBundleOptions extends FigurePngOptions {
  /** Whether to draw a PNG. Default: true. */
  readonly png?: boolean;
}

/** A figure in all its formats, its picture in the size it is looked at; without the PNG, and with a warning, if that fails. */
export async function figureBundle(
  figure: Figure,
  options: FigureBundleOptions = {},
): Promise<{ bundle: DisplayBundle; metadata: Record<string, unknown> }> {
  const { png = true, ...pngOptions } = options;
  const { alt } = figure.layout.meta;
  const bundle = { "application/vnd.plotly.v1+json": figure, "text/plain": alt };
  if (!png) return { bundle, metadata: {} };
  try {
    const picture = Buffer.from(await figurePng(figure, pngOptions)).toString("base64");
    const metadata = { "image/png": { ...pictureSize(figure, pngOptions), alt } };
    return { bundle: { ...bundle, "image/png": picture }, metadata };
  } catch (error) {
    warn(`the figure is shown without its PNG: ${error instanceof Error ? error.message : String(error)}`);
    return { bundle, metadata: {} };
  }
}
