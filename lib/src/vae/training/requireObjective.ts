import { InvalidArgumentError } from "../../errors/index.js";
import { elbo } from "../elbo.js";
import { iwae } from "../iwae.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import type { Objective } from "../Objective.js";

/**
 * @throws InvalidArgumentError unless it is what `elbo` or `iwae` gives, perhaps by way of JSON, and this network can
 *   be trained on it
 */
export function requireObjective(network: LatentVariableNetwork, objective: Objective): void {
  switch ((objective as Objective | undefined)?.kind) {
    case "elbo":
      elbo(objective as ReturnType<typeof elbo>);
      return;
    case "iwae":
      iwae(objective as ReturnType<typeof iwae>);
      if (network.variational) return;
      throw new InvalidArgumentError(
        "An autoencoder has no posterior to draw codes from: train it with elbo(), which is its reconstruction " +
          "alone, or use a VariationalAutoencoder.",
      );
    default:
      throw new InvalidArgumentError(
        `objective is ${JSON.stringify(objective)}, but must be what elbo({ … }) or iwae({ … }) gives.`,
      );
  }
}
