import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue } from "./describeValue.js";

/** @throws InvalidArgumentError unless the value is an `AbortSignal` or undefined */
export function requireSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw new InvalidArgumentError(
    `signal is ${describeValue(signal)}, but must be an AbortSignal: new AbortController().signal.`,
  );
}
