import type { NdArray } from "../../array/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../../errors/index.js";
import { describeValue, requireArray } from "../checks/index.js";
import type { Parameter } from "../layers/index.js";

/**
 * The weights of a model as float32, in its order, from arrays that somebody gave.
 *
 * @throws InvalidArgumentError for a missing or unknown name, ShapeError, NonFiniteError
 */
export function fittingWeights(
  parameters: readonly Parameter[],
  record: Readonly<Record<string, NdArray>>,
): Map<string, NdArray<Float32Array>> {
  if (typeof record !== "object" || record === null) {
    throw new InvalidArgumentError(
      `The weights are ${describeValue(record)}, but must be arrays by name, as weights() gives them.`,
    );
  }
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = Object.keys(record).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`This model has no weight ${unknown}; it has ${[...known].join(", ")}.`);
  }
  return new Map(parameters.map((parameter) => [parameter.name, checked(parameter, record[parameter.name])]));
}

function checked({ name, shape }: Parameter, value: NdArray | undefined): NdArray<Float32Array> {
  if (value === undefined)
    throw new InvalidArgumentError(`The weight ${name} is missing: pass all that weights() gives.`);
  const given = requireArray(value, `the weight ${name}`);
  if (given.shape.join() !== shape.join()) {
    throw new ShapeError(
      `The weight ${name} must have shape [${shape.join(", ")}], but has [${given.shape.join(", ")}].`,
    );
  }
  const data = Float32Array.from(given.data);
  const bad = data.findIndex((weight) => !Number.isFinite(weight));
  if (bad < 0) return { data, shape };
  throw new NonFiniteError(
    `The weight ${name} must be finite as float32, but element ${bad} is ${given.data[bad]}.`,
  );
}
