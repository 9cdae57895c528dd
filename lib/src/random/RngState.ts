/** Everything a generator is, as plain numbers: `JSON.parse(JSON.stringify(rng.state))` loses nothing. */
export interface RngState {
  /** The two 32-bit words of the Philox key. */
  readonly key: readonly [number, number];
  /** How many 64-bit draws have been made from this key. */
  readonly draws: number;
  /** How many streams have been split off. */
  readonly splits: number;
}
