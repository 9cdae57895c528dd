import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue } from "../checks/index.js";
import { elbo, type ElboObjective } from "../elbo.js";
import { iwae, type IwaeObjective } from "../iwae.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import type { Objective } from "../Objective.js";

/**
 * The objective with its defaults filled in.
 *
 * @throws InvalidArgumentError unless it is what `elbo` or `iwae` gives, perhaps by way of JSON, and this network can
 *   be trained on it
 */
export function requireObjective(network: LatentVariableNetwork, objective: Objective): Objective {
  const { kind, ...options } = (objective as Objective | null | undefined) ?? { kind: undefined };
  switch (kind) {
    case "elbo":
      return elbo(options as ElboObjective);
    case "iwae":
      if (network.variational) return iwae(options as IwaeObjective);
      throw new InvalidArgumentError(
        "An autoencoder has no posterior to draw codes from: train it with elbo(), which is its reconstruction alone, " +
          "or use a VariationalAutoencoder.",
      );
    case undefined:
    default:
      throw unknown(objective);
  }
}

function unknown(objective: unknown): InvalidArgumentError {
  return new InvalidArgumentError(
    `objective is ${describeValue(objective)}, but must be what elbo({ … }) or iwae({ … }) gives.`,
  );
}
