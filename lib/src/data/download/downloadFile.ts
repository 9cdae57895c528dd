import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { DownloadError } from "../../errors/index.js";
import { fetchInto } from "./fetchInto.js";
import { MirrorError } from "./MirrorError.js";
import { onDisk } from "./onDisk.js";
import { sizeOnDisk, withPartFile } from "./partFile.js";
import { sha256 } from "./sha256.js";

const ATTEMPTS = 3;

/** How far a download is. */
export interface DownloadProgress {
  readonly file: string;
  /** Bytes that are there, those of an earlier attempt included. */
  readonly received: number;
  readonly total: number;
  readonly mirror: string;
}

/** What to download, from where, and how patiently. */
export interface DownloadOptions {
  /** The file's name, its size in bytes and its checksum. */
  readonly file: { readonly name: string; readonly bytes: number; readonly sha256: string };
  /** Base addresses ending in `/`, tried in order. */
  readonly mirrors: readonly string[];
  /** The path of the finished file. */
  readonly destination: string;
  readonly progress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Seconds without a byte after which a mirror is given up; 10 by default. */
  readonly stallSeconds?: number | undefined;
  /** Seconds that the whole download may take; 1800 by default. */
  readonly limitSeconds?: number | undefined;
}

/**
 * Downloads a file, verifies its checksum and only then gives it its name. Takes up where an earlier attempt stopped,
 * goes on to the next mirror when one fails, and may run in several processes at once.
 *
 * @throws DownloadError if no mirror delivers in time or the disk refuses; the signal's reason if it is aborted
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { file, destination, limitSeconds = 1800, signal } = options;
  const limit = new DownloadError(
    `${file.name} was not complete after ${limitSeconds} s. Run it again to take up where it stopped.`,
  );
  const clock = new AbortController();
  const timer = setTimeout(() => {
    clock.abort(limit);
  }, limitSeconds * 1000);
  const stop = signal === undefined ? clock.signal : AbortSignal.any([signal, clock.signal]);
  try {
    stop.throwIfAborted();
    await onDisk(dirname(destination), () => mkdir(dirname(destination), { recursive: true }));
    await withPartFile(destination, async (part) => {
      await fromMirrors(part, options, stop);
      await onDisk(destination, () => rename(part, destination));
    });
  } finally {
    clearTimeout(timer);
  }
}

async function fromMirrors(part: string, options: DownloadOptions, stop: AbortSignal): Promise<void> {
  const reasons: string[] = [];
  for (const mirror of options.mirrors) {
    const reason = await fromMirror(part, mirror, options, stop);
    if (reason === undefined) return;
    reasons.push(`  ${mirror}: ${reason}`);
  }
  throw new DownloadError(`${options.file.name} could not be had from any mirror:\n${reasons.join("\n")}`);
}

/** Completes the part from one mirror; gives the reason if that fails. */
async function fromMirror(
  part: string,
  mirror: string,
  { file, progress, stallSeconds = 10 }: DownloadOptions,
  stop: AbortSignal,
): Promise<string | undefined> {
  const url = new URL(file.name, mirror).href;
  const onBytes = (received: number): void =>
    progress?.({ file: file.name, received, total: file.bytes, mirror });
  for (let attempt = 1; ; attempt++) {
    const start = await sizeOnDisk(part);
    try {
      await fetchInto(part, { url, bytes: file.bytes, stallSeconds, signal: stop, onBytes });
    } catch (error) {
      if (!(error instanceof MirrorError)) throw error;
      const again = error.retry && attempt < ATTEMPTS && (await sizeOnDisk(part)) > start;
      if (again) continue;
      return error.message;
    }
    if (sha256(await onDisk(part, () => readFile(part))) === file.sha256) return undefined;
    await onDisk(part, () => rm(part));
    // What was already there may have been the damaged half.
    if (start === 0 || attempt === ATTEMPTS) return "sent a file with the wrong checksum";
  }
}
