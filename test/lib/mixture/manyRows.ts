import { ndarray, type NdArray } from "kl-to-vae/array";

/** n rows of d columns around K centres on a line, quickly made: sums of three uniform numbers around 0, 10, 20 …  */
export function manyRows(n: number, d: number, K: number, seed = 1): NdArray<Float64Array> {
  const data = new Float64Array(n * d);
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < data.length; i++) {
    const center = 10 * (Math.floor(i / d) % K);
    data[i] = center + 4 * (uniform() + uniform() + uniform() - 1.5);
  }
  return ndarray(data, [n, d]);
}
