import { InvalidArgumentError } from "../../errors/index.js";

/** @throws InvalidArgumentError that names the option, unless the condition holds */
export function requireOption(holds: boolean, option: string, value: unknown, wanted: string): void {
  if (holds) return;
  throw new InvalidArgumentError(`${option} is ${shown(value)}, but must be ${wanted}.`);
}

/** JSON, and in words what JSON has no words for. */
function shown(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  return (typeof value === "number" ? undefined : JSON.stringify(value)) ?? String(value);
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
