import { open } from "node:fs/promises";
import { MirrorError } from "./MirrorError.js";
import { networkReason } from "./networkReason.js";
import { onDisk } from "./onDisk.js";
import { sizeOnDisk } from "./partFile.js";

/** One request for what a part file still lacks. */
export interface FetchIntoOptions {
  readonly url: string;
  /** The size of the whole file in bytes. */
  readonly bytes: number;
  /** Seconds without a byte after which the mirror is given up. */
  readonly stallSeconds: number;
  readonly signal: AbortSignal;
  readonly onBytes: (received: number) => void;
}

/**
 * Completes a part file from an address. Asks for the missing range only; a server that ignores the range sends the
 * whole file, which then replaces the part.
 *
 * @throws MirrorError if the mirror fails, DownloadError if the disk does, the signal's reason if it is aborted
 */
export async function fetchInto(part: string, options: FetchIntoOptions): Promise<void> {
  const { url, bytes, stallSeconds, signal } = options;
  const size = await sizeOnDisk(part);
  if (size === bytes) return;
  const start = size < bytes ? size : 0;
  const stall = new AbortController();
  const timer = setTimeout(() => {
    stall.abort(new MirrorError(`sent nothing for ${stallSeconds} s`));
  }, stallSeconds * 1000);
  const fromNetwork = async <Result>(request: Promise<Result>): Promise<Result> => {
    try {
      return await request;
    } catch (cause) {
      signal.throwIfAborted();
      stall.signal.throwIfAborted();
      throw new MirrorError(networkReason(cause), { retry: true, cause });
    }
  };
  try {
    // A server must not compress: the size and the checksum are those of the file itself.
    const headers = { "accept-encoding": "identity", ...(start > 0 && { range: `bytes=${start}-` }) };
    const response = await fromNetwork(
      fetch(url, { headers, signal: AbortSignal.any([signal, stall.signal]) }),
    );
    const resumed = await isContinuation(response, start);
    await receive(part, response, {
      ...options,
      start: resumed ? start : 0,
      fromNetwork: (request) => {
        timer.refresh();
        return fromNetwork(request);
      },
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the answer continues the part (true) or is the whole file (false). */
async function isContinuation(response: Response, start: number): Promise<boolean> {
  if (response.status === 200) return false;
  const range = response.headers.get("content-range") ?? "";
  if (response.status === 206 && range.startsWith(`bytes ${start}-`)) return true;
  await response.body?.cancel();
  if (response.status === 206)
    throw new MirrorError(`sent another range than asked for (${range || "unnamed"})`);
  throw new MirrorError(`answered ${response.status} ${response.statusText}`.trim());
}

interface ReceiveOptions extends FetchIntoOptions {
  readonly start: number;
  readonly fromNetwork: <Result>(request: Promise<Result>) => Promise<Result>;
}

async function receive(part: string, response: Response, options: ReceiveOptions): Promise<void> {
  const { start, bytes, onBytes, fromNetwork } = options;
  const handle = await onDisk(part, () => open(part, start > 0 ? "a" : "w"));
  const reader = response.body?.getReader();
  try {
    let received = start;
    for (;;) {
      const next = await fromNetwork(
        reader?.read() ?? Promise.resolve({ done: true as const, value: undefined }),
      );
      if (next.done) break;
      const chunk = next.value as Uint8Array;
      received += chunk.length;
      if (received > bytes) throw new MirrorError(`sent more than the ${bytes} bytes of the file`);
      await onDisk(part, () => handle.appendFile(chunk));
      onBytes(received);
    }
    if (received < bytes)
      throw new MirrorError(`stopped after ${received} of ${bytes} bytes`, { retry: true });
  } finally {
    await reader?.cancel().catch(() => undefined);
    await handle.close();
  }
}
