import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { philox4x32, Rng } from "kl-to-vae/random";

const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const lengths = fc.nat({ max: 41 });
const kinds = fc.constantFrom("uniforms" as const, "normals" as const);
const fewDraws = fc.nat({ max: 9 });

function advanced(seed: number, used: number): Rng {
  const rng = new Rng(seed);
  for (let i = 0; i < used; i++) rng.uniform();
  return rng;
}

describe("the bulk draws of Rng", () => {
  it("take one number from the low 23 bits of each 32-bit word, from the next whole block on", () => {
    fc.assert(
      fc.property(seeds, fewDraws, lengths, (seed, used, n) => {
        const rng = advanced(seed, used);
        const { key } = rng.state;
        const words = Array.from({ length: Math.ceil(n / 4) }, (_, i) => [
          ...philox4x32([Math.ceil(used / 2) + i, 0, 0, 0], key),
        ]).flat();
        const expected = words.slice(0, n).map((word) => (word % 2 ** 23) / 2 ** 23);
        expect([...rng.uniforms(n)]).toEqual(expected);
      }),
    );
  });

  it("share no block with the scalar draws before and after them", () => {
    fc.assert(
      fc.property(seeds, fewDraws, kinds, lengths, (seed, used, kind, n) => {
        const rng = advanced(seed, used);
        rng[kind](n);
        const first = Math.ceil(used / 2);
        expect(rng.state.draws).toBe(2 * (first + Math.ceil(n / 4)));
        const scalar = Rng.from(rng.state).uniform();
        const [high, low] = philox4x32([first + Math.ceil(n / 4), 0, 0, 0], rng.state.key);
        expect(scalar).toBe(((high as number) * 2 ** 21 + ((low as number) >>> 11)) / 2 ** 53);
        expect(rng.uniform()).toBe(scalar);
      }),
    );
  });

  it("are the same in one piece and in several, where the pieces fill whole blocks", () => {
    fc.assert(
      fc.property(seeds, fewDraws, kinds, lengths, lengths, (seed, used, kind, n, m) => {
        const whole = advanced(seed, used)[kind](4 * n + m);
        const rng = advanced(seed, used);
        expect([...rng[kind](4 * n), ...rng[kind](m)]).toEqual([...whole]);
      }),
    );
  });

  it("begin where reserve says, and leave the generator where reserve does", () => {
    fc.assert(
      fc.property(seeds, fewDraws, kinds, lengths, (seed, used, kind, n) => {
        const [drawing, reserving] = [advanced(seed, used), advanced(seed, used)];
        drawing[kind](n);
        expect(reserving.reserve(n)).toEqual({ key: reserving.state.key, block: Math.ceil(used / 2) });
        expect(reserving.state).toEqual(drawing.state);
      }),
    );
  });

  it("are followed across the border of the counter's low word", () => {
    const rng = Rng.from({ key: [3, 4], draws: 2 ** 33 - 2, splits: 0 });
    const words = [...philox4x32([2 ** 32 - 1, 0, 0, 0], [3, 4]), ...philox4x32([0, 1, 0, 0], [3, 4])];
    expect([...rng.uniforms(8)]).toEqual(words.map((word) => (word % 2 ** 23) / 2 ** 23));
  });

  it("give numbers that do not change between versions, platforms or engines", () => {
    const rng = new Rng(2024);
    expect({ uniforms: [...rng.uniforms(3)], normals: [...rng.normals(5)] }).toMatchInlineSnapshot(`
      {
        "normals": [
          1.3999159336090088,
          0.6817803382873535,
          -0.15476033091545105,
          -0.7904395461082458,
          1.1105183362960815,
        ],
        "uniforms": [
          0.08921658992767334,
          0.5044028759002686,
          0.1145545244216919,
        ],
      }
    `);
  });

  it("have normal numbers with the first four moments of N(0, 1), all of them finite", () => {
    const n = 400_000;
    const z = new Rng(2).normals(n);
    const moment = (k: number): number => z.reduce((sum, value) => sum + value ** k, 0) / n;
    expect(z.every(Number.isFinite)).toBe(true);
    expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it("refuse a length that is not a non-negative integer, and draw nothing then", () => {
    const rng = new Rng(1);
    for (const n of [-1, 1.5, NaN, 2 ** 53, "3" as unknown as number]) {
      for (const call of ["uniforms", "normals", "reserve"] as const) {
        expect(() => rng[call](n)).toThrowError(/non-negative integer/);
      }
    }
    expect(rng.state).toEqual(new Rng(1).state);
  });
});

describe("the state of Rng", () => {
  it("can be set, so that a generator that others hold goes on elsewhere", () => {
    fc.assert(
      fc.property(seeds, seeds, fewDraws, fewDraws, (seed, other, used, alreadyUsed) => {
        const source = advanced(seed, used);
        source.split();
        const held = advanced(other, alreadyUsed);
        held.state = JSON.parse(JSON.stringify(source.state)) as typeof source.state;
        expect(held.state).toEqual(source.state);
        expect([held.uniform(), ...held.normals(5), held.split().uniform()]).toEqual([
          source.uniform(),
          ...source.normals(5),
          source.split().uniform(),
        ]);
      }),
    );
  });

  it("stays as it was when it is set to something that no generator gave", () => {
    const rng = advanced(1, 3);
    const before = rng.state;
    for (const wrong of [
      null,
      {},
      { ...before, draws: 0.5 },
      { ...before, splits: -1 },
      { ...before, key: 1 },
    ]) {
      expect(() => {
        rng.state = wrong as typeof before;
      }).toThrowError(/Not the state of a generator/);
    }
    expect(rng.state).toEqual(before);
  });
});
