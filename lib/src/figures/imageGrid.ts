import type { NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { asPixels, type Pixels } from "./asPixels.js";

/** A line of text on a grid of images. */
export interface GridLabel {
  readonly text: string;
  /** The point it hangs on, in pixels from the upper left corner. */
  readonly x: number;
  readonly y: number;
  /** Which part of the text lies at x; its middle lies at y. */
  readonly align: "centre" | "right";
}

/** A picture made of pictures, as pixels. Labels are kept beside them, for whoever can draw text. */
export interface ImageGrid {
  readonly width: number;
  readonly height: number;
  /** Grey, RGB or RGBA. */
  readonly channels: 1 | 3 | 4;
  /** Row-major, channels last, 0…255; length `width * height * channels`. */
  readonly data: Uint8Array;
  /** Alternative text. */
  readonly alt: string;
  readonly labels: readonly GridLabel[];
}

/** Options of {@link imageGrid}. */
export interface ImageGridOptions {
  /** Alternative text, required. */
  readonly alt: string;
  /** Images in a row. Default: the side of the smallest square that holds them all. */
  readonly columns?: number;
  /** Pixels between images, before scaling. Default: 2. */
  readonly padding?: number;
  /** Whole number of output pixels for each pixel of an image. Default: 2. */
  readonly scale?: number;
  /** A text below each image. Default: none. */
  readonly labels?: readonly string[];
  /** A text to the left of each row. Default: none. */
  readonly rowLabels?: readonly string[];
}

/** Space for labels, in output pixels. */
const LABEL_HEIGHT = 18;
const LETTER_WIDTH = 8;

/**
 * Lays images out in rows and columns on white.
 *
 * @param images shape `[n, h, w]` or `[n, h, w, channels]` with 1, 3 or 4 channels; bytes 0…255 or numbers in [0, 1]
 * @throws ShapeError if the shape is another one, or there are no images
 * @throws NonFiniteError if a value is NaN or infinite
 * @throws InvalidArgumentError if a value lies outside [0, 1], an option is out of range, labels are missing for some
 *   images, or the alternative text is empty
 */
export function imageGrid(images: NdArray, options: ImageGridOptions): ImageGrid {
  const pixels = asPixels(images);
  const { n, h, w, channels } = pixels;
  const {
    alt,
    columns = Math.ceil(Math.sqrt(n)),
    padding = 2,
    scale = 2,
    labels = [],
    rowLabels = [],
  } = options;
  const rows = Math.ceil(n / columns);
  check({ columns, padding, scale }, alt);
  matching(labels, n, "images");
  matching(rowLabels, rows, "rows");
  const band = labels.length > 0 ? LABEL_HEIGHT : 0;
  const longest = Math.max(0, ...rowLabels.map((text) => text.length));
  const left = longest === 0 ? 0 : (longest + 1) * LETTER_WIDTH;
  const [stepX, stepY] = [(w + padding) * scale, (h + padding) * scale + band];
  const width = left + columns * stepX - padding * scale;
  const height = rows * stepY - padding * scale;
  const grid = { width, height, channels, data: new Uint8Array(width * height * channels).fill(255) };
  const texts: GridLabel[] = rowLabels.map((text, row) => ({
    ...{ text, x: left - LETTER_WIDTH, y: row * stepY + (h * scale) / 2, align: "right" as const },
  }));
  for (let i = 0; i < n; i++) {
    const [x, y] = [left + (i % columns) * stepX, Math.floor(i / columns) * stepY];
    paste(pixels, i, grid, { x, y, scale });
    const text = labels[i];
    if (text !== undefined)
      texts.push({ text, x: x + (w * scale) / 2, y: y + h * scale + band / 2, align: "centre" });
  }
  return { ...grid, alt, labels: texts };
}

function paste(
  { data, h, w, channels }: Pixels,
  index: number,
  grid: { width: number; data: Uint8Array },
  { x, y, scale }: { x: number; y: number; scale: number },
): void {
  for (let row = 0; row < h * scale; row++) {
    for (let column = 0; column < w * scale; column++) {
      const from = ((index * h + Math.floor(row / scale)) * w + Math.floor(column / scale)) * channels;
      const to = ((y + row) * grid.width + x + column) * channels;
      for (let c = 0; c < channels; c++) grid.data[to + c] = data[from + c] as number;
    }
  }
}

function check(sizes: { columns: number; padding: number; scale: number }, alt: string): void {
  for (const [name, value] of Object.entries(sizes)) {
    const least = name === "padding" ? 0 : 1;
    if (!Number.isInteger(value) || value < least) {
      throw new InvalidArgumentError(
        `${name} must be a whole number of at least ${least}, but it is ${value}.`,
      );
    }
  }
  if (alt.trim() === "") {
    throw new InvalidArgumentError(
      "A grid of images needs alternative text: say in `alt` what there is to see.",
    );
  }
}

function matching(labels: readonly string[], count: number, what: string): void {
  if (labels.length !== 0 && labels.length !== count) {
    throw new ShapeError(`There are ${count} ${what}, but labels for ${labels.length}.`);
  }
}
