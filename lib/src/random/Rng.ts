import erfcinv from "@stdlib/math-base-special-erfcinv";
import { InvalidArgumentError } from "../errors/index.js";
import { blocksFor, normalsFrom, uniformsFrom } from "./float32Draws.js";
import { philox4x32 } from "./philox4x32.js";
import type { RngBlocks } from "./RngBlocks.js";
import type { RngState } from "./RngState.js";

const TWO_32 = 2 ** 32;
const TWO_53 = 2 ** 53;
/** The last counter word tells blocks of numbers (0) from blocks that become the keys of split streams. */
const SPLIT_DOMAIN = 1;

/**
 * A seeded generator of random numbers: Philox 4×32-10 in counter mode, passed explicitly, never a global.
 * The same seed gives the same numbers on every platform and engine: only integer arithmetic, square roots and
 * polynomial special functions are used, no `Math.log` or `Math.sin`, whose last bits engines may choose.
 */
export class Rng {
  #key: readonly [number, number];
  readonly #block = new Uint32Array(4);
  #blockIndex = -1;
  #draws = 0;
  #splits = 0;
  /** The low word of the latest draw. */
  #low = 0;

  /**
   * @param seed a non-negative safe integer
   * @throws InvalidArgumentError for any other seed
   */
  constructor(seed: number) {
    if (!isCount(seed)) {
      throw new InvalidArgumentError(
        `A seed must be an integer from 0 to 2^53 - 1, but this one is ${String(seed)}.`,
      );
    }
    this.#key = [seed >>> 0, Math.floor(seed / TWO_32)];
  }

  /**
   * The generator that a {@link state} describes; it goes on exactly where that one stood.
   *
   * @throws InvalidArgumentError if the value is not such a state
   */
  static from(state: RngState): Rng {
    const rng = new Rng(0);
    rng.state = state;
    return rng;
  }

  static #withKey(key: readonly [number, number]): Rng {
    return Rng.from({ key, draws: 0, splits: 0 });
  }

  /**
   * All that the generator is, plain and serialisable. Set to what a generator's `state` gave, this one goes on exactly
   * where that one stood.
   *
   * @throws InvalidArgumentError if it is set to anything else; the generator has not changed then
   */
  get state(): RngState {
    return { key: [...this.#key], draws: this.#draws, splits: this.#splits };
  }

  set state(state: RngState) {
    const { key, draws, splits } = state ?? {};
    const valid =
      Array.isArray(key) &&
      key.length === 2 &&
      isWord(key[0]) &&
      isWord(key[1]) &&
      isCount(draws) &&
      isCount(splits);
    if (!valid) {
      throw new InvalidArgumentError(
        `Not the state of a generator: ${JSON.stringify(state)}. Use what rng.state gave.`,
      );
    }
    this.#key = [key[0], key[1]];
    this.#draws = draws;
    this.#splits = splits;
    this.#blockIndex = -1;
  }

  /** A number from the uniform distribution on [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number {
    return this.#next53() / TWO_53;
  }

  /** A number from N(0, 1), by inversion: the sign from one bit, the tail probability from 53 others, never 0. */
  normal(): number {
    const tail = (this.#next53() + 0.5) / TWO_53;
    const magnitude = Math.SQRT2 * erfcinv(tail);
    return this.#low & 1 ? -magnitude : magnitude;
  }

  /**
   * n numbers from the uniform distribution on [0, 1) as float32, multiples of 2⁻²³; much faster than one at a time.
   * They begin at the next whole block and are TensorFlow's `StatelessRandomUniformV2` for that counter and key.
   *
   * @throws InvalidArgumentError unless n is a non-negative safe integer
   */
  uniforms(n: number): Float32Array {
    return uniformsFrom(this.reserve(n), n);
  }

  /**
   * n numbers from N(0, 1) as float32; much faster than one at a time. They begin at the next whole block and are
   * TensorFlow's `StatelessRandomNormalV2` for that counter and key, to within 4e-7.
   *
   * @throws InvalidArgumentError unless n is a non-negative safe integer
   */
  normals(n: number): Float32Array {
    return normalsFrom(this.reserve(n), n);
  }

  /**
   * Moves on past the blocks that `uniforms(n)` or `normals(n)` would use, and says where they begin: for those who
   * draw the numbers elsewhere, as TensorFlow's stateless operations do.
   *
   * @throws InvalidArgumentError unless n is a non-negative safe integer
   */
  reserve(n: number): RngBlocks {
    if (!isCount(n)) {
      throw new InvalidArgumentError(`Cannot draw ${String(n)} numbers: n must be a non-negative integer.`);
    }
    const block = Math.ceil(this.#draws / 2);
    this.#draws = 2 * (block + blocksFor(n));
    return { key: [...this.#key], block };
  }

  /**
   * An integer from 0 to n − 1, each exactly as likely (draws that would favour some are rejected).
   *
   * @throws InvalidArgumentError unless n is a positive safe integer
   */
  integer(n: number): number {
    if (!isCount(n) || n === 0) {
      throw new InvalidArgumentError(
        `integer(n) needs an integer n from 1 to 2^53 - 1, but n is ${String(n)}.`,
      );
    }
    let draw = this.#next53();
    // Where the last, incomplete run of n numbers begins is only of interest near the end.
    while (draw >= TWO_53 - n && draw >= TWO_53 - (TWO_53 % n)) draw = this.#next53();
    return remainder(draw, n);
  }

  /**
   * The integers 0 … n − 1 in random order (Fisher and Yates).
   *
   * @throws InvalidArgumentError unless n is an integer from 0 to 2³² − 1
   */
  permutation(n: number): number[] {
    if (!isWord(n)) {
      throw new InvalidArgumentError(
        `permutation(n) needs an integer n from 0 to 2^32 - 1, but n is ${String(n)}.`,
      );
    }
    // Half the memory of an array of numbers: beyond the processor's caches that is most of the time.
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const swapped = order[i] as number;
      order[i] = order[j] as number;
      order[j] = swapped;
    }
    return Array.from(order);
  }

  /**
   * A new generator with a key of its own, derived from this one's; a second call gives another. The numbers that
   * this generator goes on to give are the same as without the call.
   */
  split(): Rng {
    const index = this.#splits++;
    const [k0, k1] = philox4x32([index >>> 0, Math.floor(index / TWO_32), 0, SPLIT_DOMAIN], this.#key);
    return Rng.#withKey([k0 as number, k1 as number]);
  }

  /** The next 64 bits: draw i is the first or second half of block ⌊i / 2⌋. Gives the upper 53 as an integer. */
  #next53(): number {
    const index = Math.floor(this.#draws / 2);
    if (index !== this.#blockIndex) {
      philox4x32([index >>> 0, Math.floor(index / TWO_32), 0, 0], this.#key, this.#block);
      this.#blockIndex = index;
    }
    const half = 2 * (this.#draws % 2);
    this.#draws++;
    const high = this.#block[half] as number;
    this.#low = this.#block[half + 1] as number;
    return high * 2 ** 21 + (this.#low >>> 11);
  }
}

/** a % b for a below 2⁵³ and below the last multiple of b there, where every product is exact; several times as quick. */
function remainder(a: number, b: number): number {
  const rest = a - Math.floor(a / b) * b;
  return rest < 0 ? rest + b : rest;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isWord(value: unknown): value is number {
  return isCount(value) && value < TWO_32;
}
