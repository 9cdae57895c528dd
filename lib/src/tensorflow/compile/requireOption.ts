import { InvalidArgumentError } from "../../errors/index.js";

/** @throws InvalidArgumentError that names the option, unless the condition holds */
export function requireOption(holds: boolean, option: string, value: unknown, wanted: string): void {
  if (holds) return;
  const shown = typeof value === "number" ? value : JSON.stringify(value);
  throw new InvalidArgumentError(`${option} is ${shown}, but must be ${wanted}.`);
}

/** A finite number that is not negative. */
export function isRate(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

export function isPositive(value: unknown): value is number {
  return isRate(value) && value > 0;
}

export function isFraction(value: unknown): value is number {
  return isRate(value) && value <= 1;
}

/** A positive number of steps. */
export function isSteps(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
