import { BackendError } from "kl-to-vae/errors";
import { useBackend, type BackendName } from "kl-to-vae/tensorflow";

/** Starts a backend, or says why it cannot be had. */
export async function startBackend(backend: BackendName): Promise<string | undefined> {
  try {
    await useBackend(backend);
    return undefined;
  } catch (error) {
    if (error instanceof BackendError) return error.message;
    throw error;
  }
}
