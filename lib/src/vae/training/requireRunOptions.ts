import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue, requireCount, requireOptions, requireSignal } from "../checks/index.js";
import type { RunOptions } from "../TrainerOptions.js";

/** The names of the options of a run. */
export const runOptionNames = [
  "epochs",
  "untilEpoch",
  "signal",
  "onEpoch",
  "onStep",
  "onProgress",
  "onWarning",
] as const satisfies readonly (keyof RunOptions)[];

/** @throws InvalidArgumentError that names the option */
export function requireRunOptions(options: RunOptions): void {
  const { epochs, untilEpoch, signal, ...callbacks } = requireOptions(options, runOptionNames, "run");
  if (untilEpoch === undefined) requireCount("epochs", epochs as number);
  else requireCount("untilEpoch", untilEpoch);
  if (epochs !== undefined && untilEpoch !== undefined) {
    throw new InvalidArgumentError(
      "A run takes epochs, so many more, or untilEpoch, so many in all: not both.",
    );
  }
  requireSignal(signal);
  for (const [name, callback] of Object.entries(callbacks)) {
    if (callback === undefined || typeof callback === "function") continue;
    throw new InvalidArgumentError(`${name} is ${describeValue(callback)}, but must be a function.`);
  }
}
