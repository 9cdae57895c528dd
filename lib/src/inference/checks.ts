import { InvalidArgumentError, ShapeError } from "../errors/index.js";

/** @throws InvalidArgumentError unless samples is an integer of at least 2, enough for a variance */
export function checkSamples(samples: number): void {
  if (Number.isSafeInteger(samples) && samples >= 2) return;
  throw new InvalidArgumentError(`samples must be an integer of at least 2, but it is ${String(samples)}.`);
}

/** @throws InvalidArgumentError unless there are options; the message says which are needed */
export function requireOptions<Options extends object>(options: Options, needed: string): Options {
  if (typeof options === "object" && options !== null) return options;
  throw new InvalidArgumentError(`Options are needed: pass { ${needed} }, not ${String(options)}.`);
}

/** A copy. @throws ShapeError for another length, InvalidArgumentError if an element is not finite */
export function finiteVector(values: readonly number[], length: number, name: string): number[] {
  if (values.length !== length)
    throw new ShapeError(`${name} must have ${length} elements, but has ${values.length}.`);
  const checked = Array.from(values);
  const bad = checked.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return checked;
  throw new InvalidArgumentError(`${name} must be finite, but element ${bad} is ${String(checked[bad])}.`);
}

/** A copy. @throws ShapeError for another length, InvalidArgumentError if an element is not positive and finite */
export function positiveVector(values: readonly number[], length: number, name: string): number[] {
  const checked = finiteVector(values, length, name);
  const bad = checked.findIndex((value) => value <= 0);
  if (bad < 0) return checked;
  throw new InvalidArgumentError(`${name} must be positive, but element ${bad} is ${checked[bad]}.`);
}
