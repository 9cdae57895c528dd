import type { NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";

/**
 * What becomes of an image while one unit of its code changes.
 *
 * @param z one code, `[latentDim]` or `[1, latentDim]`
 * @param options `unit`: which one, from 0. `values`: what it is set to, one image each
 * @returns `[values.length, ...inputShape]`
 * @throws InvalidArgumentError for a unit that the code does not have, or no values
 * @throws ShapeError, NonFiniteError
 */
export async function traverse(
  model: LatentVariableModel,
  z: NdArray,
  options: { readonly unit: number; readonly values: readonly number[] },
): Promise<NdArray<Float32Array>> {
  const { latentDim } = model.options;
  const { unit, values } = options;
  if (z.data.length !== latentDim || z.shape.at(-1) !== latentDim) {
    throw new ShapeError(
      `z must be one code of shape [${latentDim}], but has shape [${z.shape.join(", ")}].`,
    );
  }
  if (!Number.isSafeInteger(unit) || unit < 0 || unit >= latentDim) {
    throw new InvalidArgumentError(`unit is ${unit}, but must be an integer from 0 to ${latentDim - 1}.`);
  }
  if (values.length === 0) throw new InvalidArgumentError("values is empty: pass at least one.");
  const codes = new Float32Array(values.length * latentDim);
  values.forEach((value, row) => {
    codes.set(z.data, row * latentDim);
    codes[row * latentDim + unit] = value;
  });
  return model.decode({ data: codes, shape: [values.length, latentDim] });
}
