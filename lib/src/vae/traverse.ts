import type { NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { describeValue, requireArray, requireOptions } from "./checks/index.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { networkOf } from "./model/networkOf.js";

/**
 * What becomes of an image while one unit of its code changes.
 *
 * @param z one code, `[latentDim]` or `[1, latentDim]`
 * @param options `unit`: which one, from 0. `values`: what it is set to, one image each
 * @returns `[values.length, ...inputShape]`
 * @throws InvalidArgumentError for a unit that the code does not have, for no values, or for what is no model or code
 * @throws ShapeError, NonFiniteError
 */
export async function traverse(
  model: LatentVariableModel,
  z: NdArray,
  options: { readonly unit: number; readonly values: readonly number[] },
): Promise<NdArray<Float32Array>> {
  const { latentDim } = networkOf(model).options;
  const { unit, values } = requireOptions(options, ["unit", "values"], "traverse");
  requireArray(z, "z");
  if (z.data.length !== latentDim || z.shape.at(-1) !== latentDim) {
    throw new ShapeError(
      `z must be one code of shape [${latentDim}], but has shape [${z.shape.join(", ")}].`,
    );
  }
  if (!Number.isSafeInteger(unit) || unit < 0 || unit >= latentDim) {
    throw new InvalidArgumentError(
      `unit is ${describeValue(unit)}, but must be an integer from 0 to ${latentDim - 1}.`,
    );
  }
  const numbers = numbersAmong(values);
  const codes = new Float32Array(numbers.length * latentDim);
  numbers.forEach((value, row) => {
    codes.set(z.data, row * latentDim);
    codes[row * latentDim + unit] = value;
  });
  return model.decode({ data: codes, shape: [numbers.length, latentDim] });
}

function numbersAmong(values: readonly number[]): readonly number[] {
  const numbers: readonly unknown[] = Array.isArray(values) || isFloats(values) ? Array.from(values) : [];
  if (numbers.length > 0 && numbers.every((value) => Number.isFinite(value))) return numbers as number[];
  throw new InvalidArgumentError(
    `values is ${describeValue(values)}, but must be a list of at least one finite number.`,
  );
}

function isFloats(values: unknown): values is Float32Array | Float64Array {
  return values instanceof Float32Array || values instanceof Float64Array;
}
