import type { NdArray } from "../array/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../errors/index.js";

/** Images as bytes, row-major, channels last. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly n: number;
  readonly h: number;
  readonly w: number;
  readonly channels: 1 | 3 | 4;
}

/**
 * Reads images of shape `[n, h, w]` or `[n, h, w, channels]` as bytes: bytes stay, numbers in [0, 1] are spread over 0…255.
 *
 * @throws ShapeError, NonFiniteError, InvalidArgumentError as {@link imageGrid} says
 */
export function asPixels({ data, shape }: NdArray): Pixels {
  const [n = 0, h = 0, w = 0, channels = 1] = shape;
  const flat = shape.length === 3 || (shape.length === 4 && [1, 3, 4].includes(channels));
  if (!flat || n * h * w === 0) {
    throw new ShapeError(
      `Images have shape [n, h, w] or [n, h, w, 1, 3 or 4] and are not empty, but these have [${shape.join(", ")}].`,
    );
  }
  const bytes = data instanceof Uint8Array ? data : Uint8Array.from(data, toByte);
  return { data: bytes, n, h, w, channels: channels as Pixels["channels"] };

  function toByte(value: number, index: number): number {
    const image = Math.floor(index / (h * w * channels));
    if (!Number.isFinite(value))
      throw new NonFiniteError(`Pixels must be finite, but image ${image} has a ${value}.`);
    if (value < 0 || value > 1) {
      throw new InvalidArgumentError(
        `Pixels are bytes or numbers in [0, 1], but image ${image} has a ${value}. Divide or clip before drawing.`,
      );
    }
    return Math.round(value * 255);
  }
}
