import * as tf from "@tensorflow/tfjs-core";

/**
 * Applies `work` to rows `start` to `end` of n, batch by batch, and reads each of its results back.
 *
 * @param rowsAtOnce how many: enough to keep the processor busy, few enough to keep memory flat
 * @returns for each tensor that `work` gives, all its values one after the other
 */
export async function mapRows(
  n: number,
  work: (start: number, end: number) => readonly tf.Tensor[],
  rowsAtOnce = 500,
): Promise<Float32Array[]> {
  const results: Float32Array[][] = [];
  for (let start = 0; start < n; start += rowsAtOnce) {
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
