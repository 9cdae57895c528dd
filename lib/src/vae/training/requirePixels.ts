import type { NdArray } from "../../array/index.js";
import { InvalidArgumentError, NonFiniteError } from "../../errors/index.js";
import type { Likelihood } from "../likelihoods/index.js";

type Support = Likelihood["support"];

/**
 * @param rows `[n, size]`; bytes count as 1/255
 * @throws NonFiniteError for a pixel that is not finite, as 32-bit floats have it
 * @throws InvalidArgumentError for a pixel that is not in the support
 */
export function requirePixels({ data, shape }: NdArray, support: Support, name: string): void {
  const bad = firstOutside(data, support);
  if (bad < 0) return;
  const size = shape[1] as number;
  const areBytes = data instanceof Uint8Array;
  const pixel = (data[bad] as number) / (areBytes ? 255 : 1);
  const place = `${name}: pixel ${bad % size} of image ${Math.floor(bad / size)} is ${pixel}`;
  if (!Number.isFinite(pixel)) throw new NonFiniteError(`${place}, but pixels must be finite.`);
  if (support === "real") {
    throw new NonFiniteError(
      `${place}, but models compute with 32-bit floats, which end at 3.4e38: scale the images.`,
    );
  }
  const note = areBytes ? " (Uint8 images count as 1/255)" : "";
  const remedy =
    support === "binary"
      ? 'but a Bernoulli likelihood is defined on 0 and 1 only: pass binarize: "threshold" or "dynamic", or use the likelihood "continuous-bernoulli"'
      : 'but must lie in [0, 1]: scale the images, or use the likelihood "gaussian" without binarize';
  throw new InvalidArgumentError(`${place}${note}, ${remedy}.`);
}

/** Where the first value outside the support is, or -1. Plain loops: a set has tens of millions of values. */
function firstOutside(data: NdArray["data"], support: Support): number {
  if (data instanceof Uint8Array) return support === "binary" ? firstBetween(data, 255) : -1;
  switch (support) {
    case "binary":
      return firstBetween(data, 1);
    case "unit interval":
      return firstOutsideUnitInterval(data);
    case "real":
      return firstTooLarge(data);
  }
}

function firstBetween(data: NdArray["data"], one: number): number {
  for (let i = 0; i < data.length; i++) if (data[i] !== 0 && data[i] !== one) return i;
  return -1;
}

function firstOutsideUnitInterval(data: NdArray["data"]): number {
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!(value >= 0 && value <= 1)) return i;
  }
  return -1;
}

function firstTooLarge(data: NdArray["data"]): number {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(Math.fround(data[i] as number))) return i;
  return -1;
}
