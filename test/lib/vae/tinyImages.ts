import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";

/** Grey stripes, `[n, 4, 4]` in [0, 1]: one bright row or column each, something a tiny model can learn. */
export function tinyImages(n: number, seed = 0): NdArray<Float32Array> {
  const rng = new Rng(seed);
  const data = new Float32Array(16 * n);
  for (let i = 0; i < n; i++) {
    const [line, across] = [rng.integer(4), rng.integer(2) === 0];
    for (let k = 0; k < 16; k++) {
      const bright = (across ? Math.floor(k / 4) : k % 4) === line;
      data[16 * i + k] = (bright ? 0.7 : 0) + 0.3 * rng.uniform();
    }
  }
  return { data, shape: [n, 4, 4] };
}
