import { ndarray, type NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import type { Rng } from "../random/index.js";

/** How grey values become 0 or 1. */
export interface BinarizeOptions {
  /** `"threshold"` (default): 1 where the pixel is at least ½. `"dynamic"`: 1 with the pixel as probability. */
  readonly method?: "threshold" | "dynamic";
  /** Where the draws of `"dynamic"` come from. */
  readonly rng?: Rng;
}

/**
 * Turns grey images into images of 0 and 1. `Uint8Array` pixels count as 1/255 (so 127 becomes 0 and 128 becomes 1; ½
 * itself does not occur). The result is a `Float32Array`, so that its ones are not read as 1/255 again.
 *
 * "dynamic" draws Bernoulli(pixel) anew at each call (Salakhutdinov & Murray 2008).
 *
 * @throws InvalidArgumentError for a pixel outside [0, 1] or NaN, or for "dynamic" without an `rng`
 */
export function binarize(images: NdArray, options: BinarizeOptions = {}): NdArray<Float32Array> {
  const { method = "threshold", rng } = options;
  const { data } = images;
  const scale = data instanceof Uint8Array ? 1 / 255 : 1;
  const decide = rule(method, rng);
  const bits = new Float32Array(data.length);
  for (let i = 0; i < bits.length; i++) {
    const pixel = (data[i] as number) * scale;
    if (!(pixel >= 0 && pixel <= 1)) {
      throw new InvalidArgumentError(`Pixels must lie in [0, 1], but element ${i} is ${pixel}.`);
    }
    if (decide(pixel)) bits[i] = 1;
  }
  return ndarray(bits, images.shape);
}

function rule(method: string, rng: Rng | undefined): (pixel: number) => boolean {
  if (method === "threshold") return (pixel) => pixel >= 0.5;
  if (method !== "dynamic") {
    throw new InvalidArgumentError(
      `The method is "threshold" or "dynamic", but it is ${JSON.stringify(method)}.`,
    );
  }
  if (rng === undefined) throw new InvalidArgumentError('The method "dynamic" draws: it needs an `rng`.');
  return (pixel) => pixel === 1 || (pixel > 0 && rng.uniform() < pixel);
}
