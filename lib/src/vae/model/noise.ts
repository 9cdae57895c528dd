import { InvalidArgumentError } from "../../errors/index.js";
import type { Rng } from "../../random/index.js";

/** `length` draws from N(0, 1) or from the uniform distribution on [0, 1). */
export function drawNoise(rng: Rng, length: number, kind: "normal" | "uniform" = "normal"): Float32Array {
  return kind === "normal" ? rng.normals(length) : rng.uniforms(length);
}

/**
 * The generator that a call was given.
 *
 * @throws InvalidArgumentError if it was given none
 */
export function requireRng(rng: Rng | undefined, call: string): Rng {
  if (rng === undefined)
    throw new InvalidArgumentError(`${call} draws at random: pass it { rng: new Rng(seed) }.`);
  return rng;
}
