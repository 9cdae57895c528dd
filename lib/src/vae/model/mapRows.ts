import { setImmediate } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs-core";
import { Pace } from "./Pace.js";

interface MapOptions {
  /** How many rows to a batch, 500 by default: enough to keep the processor busy, few enough to keep memory flat. */
  readonly rowsAtOnce?: number;
  /** Aborting it ends the work between two batches. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Applies `work` to rows `start` to `end` of n, batch by batch, and reads each of its results back. In between timers
 * and interrupts get their turn.
 *
 * @returns for each tensor that `work` gives, all its values one after the other
 * @throws the signal's reason, if it is aborted
 */
export async function mapRows(
  n: number,
  work: (start: number, end: number) => readonly tf.Tensor[],
  { rowsAtOnce = 500, signal }: MapOptions = {},
): Promise<Float32Array[]> {
  const results: Float32Array[][] = [];
  const pace = new Pace();
  for (let start = 0; start < n; start += rowsAtOnce) {
    // On most backends a promise of values lets in other promises only.
    if (start > 0 && pace.isDue(performance.now())) await setImmediate();
    signal?.throwIfAborted();
    const tensors = tf.tidy(() => [...work(start, Math.min(n, start + rowsAtOnce))]);
    try {
      results.push(await Promise.all(tensors.map((tensor) => tensor.data<"float32">())));
    } finally {
      tf.dispose(tensors);
    }
  }
  const first = results[0] ?? [];
  return first.map((_, column) => concatenate(results.map((batch) => batch[column] as Float32Array)));
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
