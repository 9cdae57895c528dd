import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue } from "./describeValue.js";

/** @throws InvalidArgumentError unless the value is a positive integer */
export function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`${name} is ${describeValue(value)}, but must be a positive integer.`);
  }
}
