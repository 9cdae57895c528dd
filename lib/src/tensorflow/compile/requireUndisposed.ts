import { InvalidArgumentError } from "../../errors/index.js";
import type { NamedVariables } from "./namedVariables.js";

/** @throws InvalidArgumentError that names a variable that has been disposed of */
export function requireUndisposed({ names, variables }: NamedVariables): void {
  const lost = variables.findIndex(({ isDisposed }) => isDisposed);
  if (lost >= 0) throw new InvalidArgumentError(`The variable ${names[lost]} has been disposed of.`);
}
