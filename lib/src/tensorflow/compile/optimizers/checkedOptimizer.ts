import { InvalidArgumentError } from "../../../errors/index.js";
import type { Optimizer } from "./Optimizer.js";
import { isFraction, isPositive, isRate, requireOption } from "../requireOption.js";
import { checkLearningRate } from "./schedules/index.js";

const optionsOf: Readonly<Record<Optimizer["kind"], readonly string[]>> = {
  adam: ["kind", "learningRate", "clipNorm", "clipValue", "beta1", "beta2", "epsilon"],
  sgd: ["kind", "learningRate", "clipNorm", "clipValue", "momentum", "nesterov"],
};

/**
 * The optimiser itself, frozen.
 *
 * @throws InvalidArgumentError unless it is one that `adam` or `sgd` gives, perhaps by way of JSON
 */
export function checkedOptimizer<O extends Optimizer>(optimizer: O): Readonly<O> {
  checkOptions(optimizer);
  checkLearningRate("learningRate", optimizer.learningRate);
  for (const name of ["clipNorm", "clipValue"] as const) {
    const limit = optimizer[name];
    requireOption(limit === undefined || isPositive(limit), name, limit, "a positive number, or left out");
  }
  if (optimizer.kind === "adam") {
    requireOption(isDecay(optimizer.beta1), "beta1", optimizer.beta1, "at least 0 and below 1");
    requireOption(isDecay(optimizer.beta2), "beta2", optimizer.beta2, "at least 0 and below 1");
    requireOption(isRate(optimizer.epsilon), "epsilon", optimizer.epsilon, "a number that is not negative");
  } else {
    const { momentum, nesterov } = optimizer;
    requireOption(isDecay(momentum), "momentum", momentum, "at least 0 and below 1");
    requireOption(typeof nesterov === "boolean", "nesterov", nesterov, "true or false");
    requireOption(!nesterov || momentum > 0, "nesterov", nesterov, "false where there is no momentum");
  }
  return Object.freeze(optimizer);
}

function checkOptions(optimizer: Optimizer): void {
  if (!Object.hasOwn(optionsOf, (optimizer as Optimizer | undefined)?.kind ?? "")) {
    throw new InvalidArgumentError(
      `optimizer is ${JSON.stringify(optimizer)}, but must be what adam({ … }) or sgd({ … }) gives.`,
    );
  }
  const known = optionsOf[optimizer.kind];
  const unknown = Object.keys(optimizer).find((option) => !known.includes(option));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `${optimizer.kind} has no option ${unknown}; it has ${known.slice(1).join(", ")}.`,
    );
  }
}

/** Below 1 after rounding to float32 as well, which is what the updates are computed in. */
function isDecay(value: unknown): boolean {
  return isFraction(value) && Math.fround(value) < 1;
}
