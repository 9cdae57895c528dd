import type { DownloadProgress } from "./download/downloadFile.js";

/** How a data set is looked for and fetched. */
export interface LoadOptions {
  /** Where to look first: a directory with the files, directly or in the set's own folder (`mnist/` …). */
  readonly directory?: string | undefined;
  /** Whether the network may be used; true unless `KL_TO_VAE_OFFLINE` is 1. */
  readonly download?: boolean | undefined;
  /** Called as bytes arrive. */
  readonly progress?: ((progress: DownloadProgress) => void) | undefined;
  /** Stops a download; what has arrived is kept for the next attempt. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds without a byte after which a mirror is given up; 10 by default. */
  readonly stallSeconds?: number | undefined;
  /** Seconds that the download of one file may take; 1800 by default. */
  readonly limitSeconds?: number | undefined;
}
