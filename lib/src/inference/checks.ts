import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { describeValue } from "./describeValue.js";

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

/** @throws InvalidArgumentError unless f is a function */
export function requireFunction(f: unknown, name: string): void {
  if (typeof f === "function") return;
  throw new InvalidArgumentError(`${name} must be a function, but it is ${describeValue(f)}.`);
}

/** @throws InvalidArgumentError unless q has every one of these methods; the message names the one that is missing */
export function requireMethods(q: unknown, methods: readonly string[], name: string): void {
  const missing = methods.find(
    (method) => typeof (q as Record<string, unknown> | null)?.[method] !== "function",
  );
  if (missing === undefined) return;
  const found = typeof q === "object" && q !== null ? `it has no ${missing}` : `it is ${describeValue(q)}`;
  throw new InvalidArgumentError(
    `${name} must be a distribution with ${methods.join(" and ")}, but ${found}.`,
  );
}

/**
 * A copy.
 *
 * @throws InvalidArgumentError unless values is an array of finite numbers, ShapeError for another length
 */
export function finiteVector(values: readonly number[], length: number, name: string): number[] {
  requireArray(values, name);
  if (values.length !== length)
    throw new ShapeError(`${name} must have ${length} elements, but has ${values.length}.`);
  const checked = Array.from(values);
  const bad = checked.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return checked;
  throw new InvalidArgumentError(`${name} must be finite, but element ${bad} is ${String(checked[bad])}.`);
}

/** @throws InvalidArgumentError unless values is an array of any kind */
export function requireArray(values: unknown, name: string): void {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return;
  throw new InvalidArgumentError(`${name} must be an array of numbers, but it is ${describeValue(values)}.`);
}

/** A copy. @throws as {@link finiteVector}; InvalidArgumentError if an element is not positive */
export function positiveVector(values: readonly number[], length: number, name: string): number[] {
  const checked = finiteVector(values, length, name);
  const bad = checked.findIndex((value) => value <= 0);
  if (bad < 0) return checked;
  throw new InvalidArgumentError(`${name} must be positive, but element ${bad} is ${checked[bad]}.`);
}
