import type { MixtureDensities } from "../MixtureDensities.js";
import type { KernelSize } from "./KernelSize.js";

/** What the kernel reads: K constants, K means, K whiteners, K shifts, as `lib/assembly/memory.ts` lays them out. */
export function packParameters(
  { dimension: d, full }: KernelSize,
  { logWeights, components }: MixtureDensities,
  shifts: Float64Array | undefined,
): Float64Array<ArrayBuffer> {
  const K = logWeights.length;
  const length = K * (1 + d + whitenerLength(d, full) + d);
  const packed = new Float64Array(length);
  components.forEach(({ mean, whitener, logNormalizer }, k) => {
    packed[k] = logNormalizer + logWeights[k]!;
    packed.set(mean, K + k * d);
    packWhitener(whitener, packed.subarray(K * (1 + d) + k * whitenerLength(d, full)), d, full);
  });
  if (shifts) packed.set(shifts, length - K * d);
  return packed;
}

/** Doubles of one whitener: see {@link packWhitener}. */
function whitenerLength(d: number, full: boolean): number {
  if (!full) return d;
  let length = 0;
  for (const { first, height } of panels(d)) length += height * (first + height);
  return length;
}

/** A lower triangular matrix goes by panels, column after column; a diagonal one as it is. */
function packWhitener(W: Float64Array, to: Float64Array, d: number, full: boolean): void {
  if (!full) return to.set(W);
  let at = 0;
  for (const { first, height } of panels(d)) {
    for (let column = 0; column < first + height; column++) {
      for (let row = first; row < first + height; row++) {
        to[at++] = row < d && column <= row ? W[row * d + column]! : 0;
      }
    }
  }
}

/** Four rows at a time, and two at the end where d rounded up to even asks for it. */
function* panels(d: number): Generator<{ readonly first: number; readonly height: number }> {
  const padded = d + (d % 2);
  for (let first = 0; first < padded; first += 4) yield { first, height: Math.min(4, padded - first) };
}
