import type { NdArray } from "../array/index.js";
import { Normal } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { describeValue, requireOptions } from "./checks/index.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { networkOf } from "./model/networkOf.js";

/**
 * What a model with two latent dimensions decodes on a grid of codes. The grid is even in probability, through the
 * inverse Gaussian CDF from 0.05 to 0.95: the first dimension grows from left to right, the second from bottom to top.
 *
 * @param options `size`: images per side, 20 by default
 * @returns `[size * size, ...inputShape]`, the top row first
 * @throws InvalidArgumentError unless the model has two latent dimensions and size is an integer of at least 2
 */
export async function latentManifold(
  model: LatentVariableModel,
  options: { readonly size?: number } = {},
): Promise<NdArray<Float32Array>> {
  const { latentDim } = networkOf(model).options;
  const { size = 20 } = requireOptions(options, ["size"], "latentManifold");
  if (latentDim !== 2)
    throw new InvalidArgumentError(`The manifold needs latentDim 2, but this model has ${latentDim}.`);
  if (!Number.isSafeInteger(size) || size < 2) {
    throw new InvalidArgumentError(`size is ${describeValue(size)}, but must be an integer of at least 2.`);
  }
  const prior = new Normal(0, 1);
  const quantiles = Array.from({ length: size }, (_, i) => prior.quantile(0.05 + (0.9 * i) / (size - 1)));
  const codes = [...quantiles].reverse().flatMap((z2) => quantiles.flatMap((z1) => [z1, z2]));
  return model.decode({ data: Float32Array.from(codes), shape: [size * size, 2] });
}
