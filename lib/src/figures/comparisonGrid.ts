import { ShapeError } from "../errors/index.js";
import { ndarray, type NdArray } from "../array/index.js";
import { asPixels } from "./asPixels.js";
import { imageGrid, type ImageGrid, type ImageGridOptions } from "./imageGrid.js";
import { notEmpty } from "./numbers.js";

/** One row of a comparison: a name, and its images in the order of the other rows. */
export interface ComparisonRow {
  readonly label: string;
  /** Shape `[n, h, w]` or `[n, h, w, channels]`. */
  readonly images: NdArray;
}

/**
 * Rows of images of which the i-th belong together: originals over reconstructions, or the same digits through epochs.
 *
 * @throws ShapeError if the rows differ in shape
 * @throws as {@link imageGrid} does
 */
export function comparisonGrid(
  rows: readonly ComparisonRow[],
  options: Omit<ImageGridOptions, "columns" | "rowLabels">,
): ImageGrid {
  notEmpty(rows, "the rows of images");
  const parts = rows.map(({ images }) => asPixels(images));
  const { n, h, w, channels } = parts[0] as (typeof parts)[number];
  const data = new Uint8Array(rows.length * n * h * w * channels);
  parts.forEach((part, i) => {
    if (part.n !== n || part.h !== h || part.w !== w || part.channels !== channels) {
      throw new ShapeError(
        `Rows of a comparison have the same shape, but "${rows[i]?.label}" has [${part.n}, ${part.h}, ${part.w}, ${part.channels}] ` +
          `and the first [${n}, ${h}, ${w}, ${channels}].`,
      );
    }
    data.set(part.data, i * part.data.length);
  });
  const images = ndarray(data, [rows.length * n, h, w, channels]);
  return imageGrid(images, { ...options, columns: n, rowLabels: rows.map(({ label }) => label) });
}
