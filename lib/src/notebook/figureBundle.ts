import type { Figure } from "../figures/index.js";
import type { DisplayBundle } from "./displayHook.js";
import { figurePng, type FigurePngOptions } from "./figurePng.js";
import { warn } from "./warn.js";

/** How the bundle of a figure is made. */
export interface FigureBundleOptions extends FigurePngOptions {
  /** Whether to draw a PNG. Default: true. */
  readonly png?: boolean;
}

/** A figure in all its formats; without the PNG, and with a warning, if that cannot be drawn. */
export async function figureBundle(
  figure: Figure,
  options: FigureBundleOptions = {},
): Promise<DisplayBundle> {
  const { png = true, ...pngOptions } = options;
  const bundle = { "application/vnd.plotly.v1+json": figure, "text/plain": figure.layout.meta.alt };
  if (!png) return bundle;
  try {
    const bytes = await figurePng(figure, pngOptions);
    return { ...bundle, "image/png": Buffer.from(bytes).toString("base64") };
  } catch (error) {
    warn(`the figure is shown without its PNG: ${error instanceof Error ? error.message : String(error)}`);
    return bundle;
  }
}
