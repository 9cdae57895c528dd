import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue, requireOptions } from "../checks/index.js";
import type { RunOptions } from "../TrainerOptions.js";
import { requireCount } from "./requireCount.js";

const names = ["epochs", "signal", "onEpoch", "onStep"] as const satisfies readonly (keyof RunOptions)[];

/** @throws InvalidArgumentError that names the option */
export function requireRunOptions(options: RunOptions): void {
  const { epochs, signal, onEpoch, onStep } = requireOptions(options, names, "run");
  requireCount("epochs", epochs);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new InvalidArgumentError(
      `signal is ${describeValue(signal)}, but must be an AbortSignal: new AbortController().signal.`,
    );
  }
  for (const [name, callback] of Object.entries({ onEpoch, onStep })) {
    if (callback === undefined || typeof callback === "function") continue;
    throw new InvalidArgumentError(`${name} is ${describeValue(callback)}, but must be a function.`);
  }
}
