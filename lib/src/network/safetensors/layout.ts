/** The length of the header stands before it, as an unsigned little-endian integer of so many bytes. */
export const lengthBytes = 8;

/** The reference implementation reads no longer header, so that nobody is made to parse gigabytes of JSON. */
export const headerBytesAtMost = 100_000_000;

/** The key of the header that is no tensor. */
export const metadataKey = "__metadata__";
