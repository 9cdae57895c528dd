import type { NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import type { VariationalAutoencoder } from "./VariationalAutoencoder.js";

/**
 * The way from one image to another on a straight line between the means of their codes.
 *
 * @param a,b one image each, `inputShape` or `[1, ...inputShape]`
 * @param options `steps`: images on the way, both ends included; 10 by default
 * @returns `[steps, ...inputShape]`
 * @throws InvalidArgumentError unless steps is an integer of at least 2
 * @throws ShapeError, NonFiniteError
 */
export async function interpolate(
  model: VariationalAutoencoder,
  a: NdArray,
  b: NdArray,
  options: { readonly steps?: number } = {},
): Promise<NdArray<Float32Array>> {
  const { steps = 10 } = options;
  const { latentDim, inputShape } = model.options;
  if (!Number.isSafeInteger(steps) || steps < 2) {
    throw new InvalidArgumentError(`steps is ${steps}, but must be an integer of at least 2.`);
  }
  const { mean: from } = await model.encode(oneImage(a, inputShape, "a"));
  const { mean: to } = await model.encode(oneImage(b, inputShape, "b"));
  const codes = new Float32Array(steps * latentDim);
  for (let i = 0; i < codes.length; i++) {
    const share = Math.floor(i / latentDim) / (steps - 1);
    const unit = i % latentDim;
    codes[i] = (1 - share) * (from.data[unit] as number) + share * (to.data[unit] as number);
  }
  return model.decode({ data: codes, shape: [steps, latentDim] });
}

function oneImage(image: NdArray, inputShape: readonly number[], name: string): NdArray {
  const batch =
    image.shape.length > inputShape.length ? image : { data: image.data, shape: [1, ...image.shape] };
  if (batch.shape[0] === 1) return batch;
  throw new ShapeError(
    `${name} must be one image of shape [${inputShape.join(", ")}], but has shape [${image.shape.join(", ")}].`,
  );
}
