import type { Figure } from "../figures/index.js";
import { PngRenderer } from "./render/PngRenderer.js";

/** Options of {@link figurePng}. */
export interface FigurePngOptions {
  /** Width in figure pixels. Default: 720. */
  readonly width?: number;
  /** Output pixels for each figure pixel. Default: 1, since JupyterLab's plotly renderer shows each pixel as one of the page. */
  readonly scale?: number;
  /** Milliseconds after which drawing is given up. Default: 20 000. */
  readonly timeLimit?: number;
}

let renderer: PngRenderer | undefined;

/**
 * Draws a figure without a browser, on white. The same figure gives the same bytes.
 *
 * @returns the bytes of a PNG file
 * @throws Error if an optional package is missing, the figure cannot be drawn, or the time limit has passed (3-D plots
 *   never end: plotly draws them with WebGL)
 */
export async function figurePng(figure: Figure, options: FigurePngOptions = {}): Promise<Uint8Array> {
  const { scale = 1, timeLimit = 20_000 } = options;
  renderer ??= new PngRenderer();
  return renderer.render({ figure, ...pictureSize(figure, options), scale }, timeLimit);
}

/** The size at which the picture of a figure is looked at, in figure pixels. */
export function pictureSize(
  figure: Figure,
  { width = 720 }: FigurePngOptions,
): { width: number; height: number } {
  return { width, height: Number(figure.layout["height"] ?? 420) };
}
