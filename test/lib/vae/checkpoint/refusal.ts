import { CheckpointError } from "kl-to-vae/errors";
import { decodeCheckpoint } from "../../../../lib/src/vae/checkpoint/decodeCheckpoint.js";

/** What the decoder says of bytes it must refuse; whatever else happens is described, for a test to find. */
export function refusal(bytes: Uint8Array): string {
  try {
    decodeCheckpoint(bytes, "it");
  } catch (error) {
    if (error instanceof CheckpointError) return error.message;
    return `another error: ${String(error)}`;
  }
  return "accepted";
}
