import type { ImageGrid } from "../figures/index.js";
import type { DisplayBundle } from "./displayHook.js";
import { gridPng } from "./gridPng.js";
import { warn } from "./warn.js";

/** A grid of images as a PNG in its own size, with its alternative text; without the PNG, and with a warning, if that fails. */
export function gridBundle(grid: ImageGrid): { bundle: DisplayBundle; metadata: Record<string, unknown> } {
  const bundle = { "text/plain": grid.alt };
  try {
    const png = gridPng(grid).toString("base64");
    const { width, height, alt } = grid;
    return { bundle: { ...bundle, "image/png": png }, metadata: { "image/png": { width, height, alt } } };
  } catch (error) {
    warn(`the images are not shown: ${error instanceof Error ? error.message : String(error)}`);
    return { bundle, metadata: {} };
  }
}
