import { sizeOf, type NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import type { Autoencoder } from "./Autoencoder.js";
import { describeValue, requireArray, requireOptions } from "./checks/index.js";
import { networkOf } from "./model/networkOf.js";
import { VariationalAutoencoder } from "./VariationalAutoencoder.js";

/**
 * The way from one image to another on a straight line between their codes: the means of q(z | x) in a
 * variational autoencoder.
 *
 * @param a,b one image each, `inputShape` or `[1, ...inputShape]`
 * @param options `steps`: images on the way, both ends included; 10 by default
 * @returns `[steps, ...inputShape]`
 * @throws InvalidArgumentError unless steps is an integer of at least 2, or for what is no model or no image
 * @throws ShapeError, NonFiniteError
 */
export async function interpolate(
  model: VariationalAutoencoder | Autoencoder,
  a: NdArray,
  b: NdArray,
  options: { readonly steps?: number } = {},
): Promise<NdArray<Float32Array>> {
  networkOf(model);
  const { steps = 10 } = requireOptions(options, ["steps"], "interpolate");
  const { latentDim, inputShape } = model.options;
  if (!Number.isSafeInteger(steps) || steps < 2) {
    throw new InvalidArgumentError(`steps is ${describeValue(steps)}, but must be an integer of at least 2.`);
  }
  const ends = [oneImage(a, inputShape, "a"), oneImage(b, inputShape, "b")] as const;
  const from = await codeOf(model, ends[0]);
  const to = await codeOf(model, ends[1]);
  const codes = new Float32Array(steps * latentDim);
  for (let i = 0; i < codes.length; i++) {
    const share = Math.floor(i / latentDim) / (steps - 1);
    const unit = i % latentDim;
    codes[i] = (1 - share) * (from[unit] as number) + share * (to[unit] as number);
  }
  return model.decode({ data: codes, shape: [steps, latentDim] });
}

async function codeOf(model: VariationalAutoencoder | Autoencoder, image: NdArray): Promise<Float32Array> {
  const { data } =
    model instanceof VariationalAutoencoder ? (await model.encode(image)).mean : await model.encode(image);
  return data;
}

function oneImage(image: NdArray, inputShape: readonly number[], name: string): NdArray {
  const { data, shape } = requireArray(image, name);
  if (data.length !== sizeOf(inputShape)) {
    throw new ShapeError(
      `${name} must be one image of shape [${inputShape.join(", ")}], but has shape [${shape.join(", ")}].`,
    );
  }
  return shape[0] === 1 && shape.length > 1 ? image : { data, shape: [1, ...shape] };
}
