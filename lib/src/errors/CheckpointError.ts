import { KlToVaeError } from "./KlToVaeError.js";

/** A checkpoint or weight file is missing, damaged or belongs to something else. */
export class CheckpointError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("CHECKPOINT", message, options);
  }
}
