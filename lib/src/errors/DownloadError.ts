import { KlToVaeError } from "./KlToVaeError.js";

/** A file could not be fetched, or what arrived is not what was expected. */
export class DownloadError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("DOWNLOAD", message, options);
  }
}
