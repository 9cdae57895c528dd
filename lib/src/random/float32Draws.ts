import ln from "@stdlib/math-base-special-ln";
import sincos from "@stdlib/math-base-special-sincos";
import { philox4x32 } from "./philox4x32.js";
import type { RngBlocks } from "./RngBlocks.js";

const TWO_32 = 2 ** 32;
const WORDS = 4;
const MANTISSA = 0x7fffff;
/** Keeps the logarithm of a uniform draw finite. */
const SMALLEST = Math.fround(1e-7);

/** How many Philox blocks hold n float32 numbers, one to a word. */
export function blocksFor(n: number): number {
  return Math.ceil(n / WORDS);
}

/**
 * n float32 numbers from the uniform distribution on [0, 1), bit for bit those of TensorFlow's
 * `StatelessRandomUniformV2`: the low 23 bits of a word as the mantissa of a number in [1, 2), less 1.
 */
export function uniformsFrom(start: RngBlocks, n: number): Float32Array {
  const draws = new Float32Array(n);
  forEachBlock(start, n, (words, offset) => {
    const used = Math.min(WORDS, n - offset);
    for (let i = 0; i < used; i++) draws[offset + i] = toUnitInterval(words[i] as number);
  });
  return draws;
}

/**
 * n float32 numbers from N(0, 1), those of TensorFlow's `StatelessRandomNormalV2` but for the last bits: Box and
 * Muller (1958), "A note on the generation of random normal deviates", on pairs of words, rounded to float32 where
 * TensorFlow rounds.
 */
export function normalsFrom(start: RngBlocks, n: number): Float32Array {
  const draws = new Float32Array(WORDS * blocksFor(n));
  const sineCosine = [0, 0];
  forEachBlock(start, n, (words, offset) => {
    for (let i = 0; i < WORDS; i += 2) {
      const logarithm = Math.fround(ln(Math.max(toUnitInterval(words[i] as number), SMALLEST)));
      const radius = Math.fround(Math.sqrt(-2 * logarithm));
      const angle = Math.fround(2 * Math.PI * toUnitInterval(words[i + 1] as number));
      sincos.assign(angle, sineCosine, 1, 0);
      draws[offset + i] = Math.fround(sineCosine[0] as number) * radius;
      draws[offset + i + 1] = Math.fround(sineCosine[1] as number) * radius;
    }
  });
  return draws.length === n ? draws : draws.slice(0, n);
}

/** Calls `use` with the words of each block that n numbers take, and the place of the first of them. */
function forEachBlock(
  { key, block }: RngBlocks,
  n: number,
  use: (words: Uint32Array, offset: number) => void,
): void {
  const counter = [0, 0, 0, 0];
  const words = new Uint32Array(WORDS);
  for (let i = 0; i < blocksFor(n); i++) {
    counter[0] = (block + i) >>> 0;
    counter[1] = Math.floor((block + i) / TWO_32);
    use(philox4x32(counter, key, words), WORDS * i);
  }
}

function toUnitInterval(word: number): number {
  return (word & MANTISSA) / (MANTISSA + 1);
}
