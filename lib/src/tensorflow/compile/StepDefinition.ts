import { InvalidArgumentError } from "../../errors/index.js";
import { Rng } from "../../random/index.js";
import type { CompileOptions } from "./CompileOptions.js";
import { namedVariables, type NamedVariables } from "./namedVariables.js";
import { checkedOptimizer, type Optimizer } from "./optimizers/index.js";
import type { RandomTensors } from "./RandomTensors.js";
import { isSteps, requireOption } from "./requireOption.js";
import type { InputTensors } from "./StepInputs.js";
import type { StepLoss } from "./StepLoss.js";

/** What `compile` was given, checked, with the defaults filled in. */
export interface StepDefinition<T extends InputTensors, L extends StepLoss> {
  readonly loss: (inputs: T, random: RandomTensors) => L;
  readonly variables: NamedVariables;
  readonly optimizer: Optimizer;
  readonly rng: Rng | undefined;
  readonly mode: "auto" | "eager";
  readonly maxTraces: number;
}

const known: readonly string[] = [
  "variables",
  "optimizer",
  "rng",
  "mode",
  "maxTraces",
] satisfies (keyof CompileOptions)[];

/** @throws InvalidArgumentError that names the option */
export function stepDefinition<T extends InputTensors, L extends StepLoss>(
  loss: (inputs: T, random: RandomTensors) => L,
  options: CompileOptions,
): StepDefinition<T, L> {
  requireOption(typeof loss === "function", "The loss", loss, "a function (inputs, random) → loss");
  const given = (options as CompileOptions | undefined) ?? {};
  const unknown = Object.keys(given).find((option) => !known.includes(option));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`compile has no option ${unknown}; it has ${known.join(", ")}.`);
  }
  const { variables, optimizer, rng, mode = "auto", maxTraces = 8 } = given as CompileOptions;
  requireOption(rng === undefined || rng instanceof Rng, "rng", rng, "a generator: new Rng(seed)");
  requireOption(mode === "auto" || mode === "eager", "mode", mode, '"auto" or "eager"');
  requireOption(isSteps(maxTraces), "maxTraces", maxTraces, "a positive integer");
  return {
    loss,
    variables: namedVariables(variables),
    optimizer: checkedOptimizer(optimizer),
    rng,
    mode,
    maxTraces,
  };
}
