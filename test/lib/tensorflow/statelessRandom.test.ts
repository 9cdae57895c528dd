import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { startBackend } from "../vae/startBackend.js";
import { statelessRandom } from "./statelessRandom.js";

const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const draws = fc.oneof(fc.nat({ max: 9 }), fc.nat({ max: 2 ** 53 - 1e6 }));
const lengths = fc.nat({ max: 300 });

beforeEach(async (context) => {
  const obstacle = await startBackend("tensorflow");
  if (obstacle !== undefined) context.skip(obstacle);
});

describe("the generator's bulk draws", () => {
  it("are native TensorFlow's uniform numbers for the same key and counter, bit for bit", () => {
    fc.assert(
      fc.property(seeds, draws, lengths, (seed, used, n) => {
        const rng = Rng.from({ ...new Rng(seed).state, draws: used });
        const start = Rng.from(rng.state).reserve(n);
        expect(rng.uniforms(n)).toEqual(statelessRandom("StatelessRandomUniformV2", start, n));
      }),
    );
  });

  it("are native TensorFlow's normal numbers for the same key and counter, to within 4e-7", () => {
    fc.assert(
      fc.property(seeds, draws, lengths, (seed, used, n) => {
        const rng = Rng.from({ ...new Rng(seed).state, draws: used });
        const start = Rng.from(rng.state).reserve(n);
        const native = statelessRandom("StatelessRandomNormalV2", start, n);
        const ours = rng.normals(n);
        expect(ours.length).toBe(n);
        expect(Math.max(0, ...ours.map((value, i) => Math.abs(value - (native[i] as number))))).toBeLessThan(
          4e-7,
        );
      }),
    );
  });
});
