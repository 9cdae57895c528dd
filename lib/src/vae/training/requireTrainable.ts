import { BackendError } from "../../errors/index.js";
import { ensureBackend, type BackendDescription } from "../../tensorflow/index.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";

/**
 * Starts the backend and makes sure that it can train this network. It is given back.
 *
 * @throws BackendError before the first step, where it cannot
 */
export async function requireTrainable(network: LatentVariableNetwork): Promise<BackendDescription> {
  const backend = await ensureBackend();
  if (network.options.architecture === "conv" && !backend.capabilities.convolutionGradients) {
    throw new BackendError(
      `The backend ${backend.name} cannot train convolutions: it has no filter gradient for conv2d. ` +
        'Use the architecture "mlp", or native TensorFlow (`npm run setup` builds it).',
    );
  }
  return backend;
}
