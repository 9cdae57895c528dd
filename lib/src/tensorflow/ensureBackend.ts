import type { BackendDescription } from "./BackendDescription.js";
import { currentBackend, useBackend } from "./useBackend.js";

/** The backend in use; where none was chosen yet, the default one is. */
export async function ensureBackend(): Promise<BackendDescription> {
  return currentBackend() ?? (await useBackend());
}
