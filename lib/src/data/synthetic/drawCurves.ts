import type { Point } from "./digitStrokes.js";

/** Over how many pixels the ink fades out at the edge of a stroke. */
const EDGE = 1.3;

/**
 * Draws polylines with a round pen into a grey image, antialiased: a pixel's ink depends on the distance from its
 * centre to the nearest curve.
 *
 * @param image a square of `size` × `size` pixels, all 0, that is written to
 * @param radius half the width of the pen, in pixels
 */
export function drawCurves(
  image: Uint8Array,
  size: number,
  curves: readonly (readonly Point[])[],
  radius: number,
): void {
  const reach = radius + EDGE / 2;
  for (const curve of curves) {
    for (let i = 1; i < curve.length; i++) {
      drawPiece(image, size, curve[i - 1] as Point, curve[i] as Point, reach);
    }
  }
}

function drawPiece(image: Uint8Array, size: number, [ax, ay]: Point, [bx, by]: Point, reach: number): void {
  const [dx, dy] = [bx - ax, by - ay];
  const squaredLength = dx * dx + dy * dy;
  const firstRow = Math.max(0, Math.ceil(Math.min(ay, by) - reach - 0.5));
  const lastRow = Math.min(size - 1, Math.floor(Math.max(ay, by) + reach - 0.5));
  const firstColumn = Math.max(0, Math.ceil(Math.min(ax, bx) - reach - 0.5));
  const lastColumn = Math.min(size - 1, Math.floor(Math.max(ax, bx) + reach - 0.5));
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const [px, py] = [column + 0.5 - ax, row + 0.5 - ay];
      const along = squaredLength === 0 ? 0 : (px * dx + py * dy) / squaredLength;
      const nearest = Math.min(1, Math.max(0, along));
      const distance = Math.sqrt((px - nearest * dx) ** 2 + (py - nearest * dy) ** 2);
      const ink = Math.round(255 * Math.min(1, (reach - distance) / EDGE));
      const pixel = row * size + column;
      if (ink > (image[pixel] as number)) image[pixel] = ink;
    }
  }
}
