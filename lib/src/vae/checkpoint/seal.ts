import { createHash } from "node:crypto";

/** What a checkpoint says of itself at the very beginning of its header, and by which damage shows. */
export interface Seal {
  /** The SHA-256 of the file, lower-case hexadecimal. */
  readonly digest: string;
  /** The size of the file in bytes. */
  readonly size: number;
  /** The version of the checkpoint's format. */
  readonly format: number;
}

/** The key of the seal in `__metadata__`, where it must be the first. */
export const sealKey = "kl-to-vae.checkpoint";

const lengthBytes = 8;
const opening = `{"__metadata__":{"${sealKey}":"`;
const digestLabel = "sha256 ";
const [digestWidth, sizeWidth] = [64, 16];
const digestStart = lengthBytes + opening.length + digestLabel.length;
const sizeStart = digestStart + digestWidth + ", ".length;
const sizeEnd = sizeStart + sizeWidth;
const sealPattern = /^sha256 ([0-9a-f]{64}), ([0-9]{16}) bytes, format ([1-9][0-9]{0,8})"/;
/** Of 2 GiB at once Node.js would say that they are out of range. */
const hashedAtOnce = 2 ** 26;
/** As far as the pattern can reach. */
const longestSeal = 128;

/** Fewer bytes than these cannot hold a seal. */
export const smallestSealed: number = lengthBytes + opening.length + blankSeal(1).length + 1;

/** A seal yet to be filled in by {@link setSeal}. */
export function blankSeal(format: number): string {
  return `${digestLabel}${"0".repeat(digestWidth)}, ${"0".repeat(sizeWidth)} bytes, format ${format}`;
}

/** Fills in the seal of a file whose header begins with `__metadata__` and there with a blank seal. */
export function setSeal(bytes: Uint8Array): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const digest = digestOf(bytes);
  text.write(digest, digestStart, "latin1");
  text.write(String(bytes.length).padStart(sizeWidth, "0"), sizeStart, "latin1");
}

/**
 * The seal of a file, or undefined if it does not begin with one. Searching for it would be dangerous, since names and
 * records may contain whatever looks like it: it has one place only.
 */
export function readSeal(bytes: Uint8Array): Seal | undefined {
  const front = bytes.subarray(lengthBytes, lengthBytes + opening.length + longestSeal);
  const text = Buffer.from(front.buffer, front.byteOffset, front.byteLength).toString("latin1");
  if (!text.startsWith(opening)) return undefined;
  const match = sealPattern.exec(text.slice(opening.length));
  if (match === null) return undefined;
  const [, digest, size, format] = match as unknown as [string, string, string, string];
  return { digest, size: Number(size), format: Number(format) };
}

/**
 * The SHA-256 of a sealed file: of all its bytes, digest and size taken as zeros. Since the size is not covered, a cut
 * file (whose size is right and the rest wrong) can be told from one with a damaged size (the other way round).
 */
export function digestOf(bytes: Uint8Array): string {
  const hash = createHash("sha256")
    .update(bytes.subarray(0, digestStart))
    .update("0".repeat(digestWidth))
    .update(bytes.subarray(digestStart + digestWidth, sizeStart))
    .update("0".repeat(sizeWidth));
  for (let start = sizeEnd; start < bytes.length; start += hashedAtOnce)
    hash.update(bytes.subarray(start, start + hashedAtOnce));
  return hash.digest("hex");
}
