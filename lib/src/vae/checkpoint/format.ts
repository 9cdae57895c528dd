/** The version of the checkpoint's format that is written, and the only one that is read. */
export const checkpointFormat = 1;

/** The key of the record in `__metadata__`. */
export const recordKey = "kl-to-vae.record";
