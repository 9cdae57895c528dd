import { NonFiniteError } from "../../errors/index.js";
import { encodeSafetensors } from "../../network/index.js";
import { writeAtomically } from "../files/index.js";
import type { LatentVariableNetwork } from "./LatentVariableNetwork.js";
import { describeModel } from "./modelDescription.js";
import { onFile } from "./onFile.js";

/**
 * Writes the weights of a model and what it is made of to a safetensors file, all of it or nothing; through a link, to
 * the file that it names.
 *
 * @throws NonFiniteError if a weight is not finite: such a file could not be loaded
 * @throws CheckpointError if the disk refuses; a file that was there stays as it was
 */
export async function saveModel(path: string, network: LatentVariableNetwork): Promise<void> {
  await network.ready();
  const weights = await network.weights.read();
  const bad = Object.keys(weights).find((name) => !weights[name]?.data.every(Number.isFinite));
  if (bad !== undefined)
    throw new NonFiniteError(`The model was not saved, since its weight ${bad} is not finite.`);
  const kind = network.variational ? "VariationalAutoencoder" : "Autoencoder";
  const bytes = encodeSafetensors(weights, describeModel(kind, network.options));
  await onFile("write", path, () => writeAtomically(path, bytes));
}
