/** What the oracles' data are made from; see test/oracles/decomposition_data.py. */
export interface Formula {
  readonly n: number;
  readonly d: number;
  readonly seed: number;
  readonly offset?: number;
  readonly scale?: number;
  readonly decay?: number;
}

/** The same rows, to the bit, as `formula_data` of the oracles. */
export function formulaData({ n, d, seed, offset = 0, scale = 1, decay = 1 }: Formula): number[][] {
  let state = seed;
  return Array.from({ length: n }, () => {
    let previous = 0;
    let factor = scale;
    return Array.from({ length: d }, () => {
      state = (Math.imul(1664525, state) + 1013904223) >>> 0;
      const u = state / 2 ** 32 - 0.5;
      const value = offset + factor * (u + 0.5 * previous);
      previous = u;
      factor *= decay;
      return value;
    });
  });
}
