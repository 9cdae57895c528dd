import { InvalidArgumentError } from "../errors/index.js";

/** @throws InvalidArgumentError unless options are an object */
export function checkOptions(options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  throw new InvalidArgumentError(`Options must be an object, but they are ${String(options)}.`);
}

/** @throws InvalidArgumentError unless it is a signal, or nothing */
export function checkSignal(signal: unknown): void {
  if (signal === undefined) return;
  if (typeof signal === "object" && signal !== null && "throwIfAborted" in signal) return;
  throw new InvalidArgumentError(`signal must be an AbortSignal, but it is of type ${typeof signal}.`);
}
