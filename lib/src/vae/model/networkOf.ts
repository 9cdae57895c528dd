import { InvalidArgumentError } from "../../errors/index.js";
import type { LatentVariableNetwork } from "./LatentVariableNetwork.js";

const networks = new WeakMap<object, LatentVariableNetwork>();

/** Ties a public model to its network, so that tensors stay out of the public types. */
export function attachNetwork(model: object, network: LatentVariableNetwork): void {
  networks.set(model, network);
}

/**
 * The network of a model.
 *
 * @throws InvalidArgumentError if it is no model of this package
 */
export function networkOf(model: object): LatentVariableNetwork {
  const network = networks.get(model);
  if (network === undefined) {
    throw new InvalidArgumentError("Expected a VariationalAutoencoder or an Autoencoder of this package.");
  }
  return network;
}
