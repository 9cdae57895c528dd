import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { philox4x32, Rng } from "kl-to-vae/random";

const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const draws = (n: number, draw: () => number): number[] => Array.from({ length: n }, draw);

describe("Rng", () => {
  it("refuses seeds that are not non-negative safe integers", () => {
    for (const seed of [-1, 0.5, NaN, Infinity, 2 ** 53, "1" as unknown as number]) {
      expect(() => new Rng(seed)).toThrowError(/seed must be an integer/);
    }
  });

  it("draws the halves of Philox blocks 0, 1, 2 … under the seed as key", () => {
    const rng = new Rng(7);
    for (let block = 0; block < 3; block++) {
      const words = philox4x32([block, 0, 0, 0], [7, 0]);
      for (const half of [0, 2]) {
        const bits = ((words[half] as number) * 2 ** 32 + (words[half + 1] as number)) / 2 ** 64;
        expect(rng.uniform()).toBeCloseTo(bits, 15);
      }
    }
  });

  it("gives numbers that do not change between versions or platforms", () => {
    const rng = new Rng(2024);
    expect({
      uniform: draws(2, () => rng.uniform()),
      normal: draws(2, () => rng.normal()),
      integer: draws(4, () => rng.integer(1000)),
      split: rng.split().uniform(),
    }).toMatchInlineSnapshot(`
      {
        "integer": [
          106,
          259,
          428,
          268,
        ],
        "normal": [
          0.9418211657964373,
          0.1283191045266972,
        ],
        "split": 0.3093846868047836,
        "uniform": [
          0.6036898762147322,
          0.9845987393249748,
        ],
      }
    `);
  });

  it("gives the same numbers for the same seed and others for another", () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        const first = new Rng(a);
        const again = new Rng(a);
        expect(draws(5, () => first.normal())).toEqual(draws(5, () => again.normal()));
        fc.pre(a !== b);
        expect(new Rng(a).uniform()).not.toBe(new Rng(b).uniform());
      }),
    );
  });

  it("goes on from a state that went through JSON exactly where it stood", () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 9 }), fc.nat({ max: 3 }), (seed, used, splits) => {
        const rng = new Rng(seed);
        draws(used, () => rng.uniform());
        draws(splits, () => rng.split().uniform());
        const copy = Rng.from(JSON.parse(JSON.stringify(rng.state)) as typeof rng.state);
        expect(draws(5, () => copy.normal())).toEqual(draws(5, () => rng.normal()));
        expect(copy.split().uniform()).toBe(rng.split().uniform());
        expect(copy.state).toEqual(rng.state);
      }),
    );
  });

  it("refuses a state that no generator gave", () => {
    const state = new Rng(1).state;
    for (const wrong of [
      {},
      { ...state, draws: -1 },
      { ...state, key: [1] },
      { ...state, key: [1, 2 ** 32] },
    ]) {
      expect(() => Rng.from(wrong as typeof state)).toThrowError(/Not the state of a generator/);
    }
    expect(() => Rng.from(null as unknown as typeof state)).toThrowError(/Not the state of a generator/);
  });

  it("splits into streams that differ from each other and from their parent, and leaves the parent's numbers alone", () => {
    const parent = new Rng(5);
    const children = [parent.split(), parent.split(), parent.split().split()];
    const firsts = [parent, ...children].map((rng) => rng.uniform());
    expect(new Set(firsts).size).toBe(4);
    expect(firsts[0]).toBe(new Rng(5).uniform());
  });

  it("has uniform numbers in [0, 1) that fill 20 bins evenly (χ² below its 1 − 1e-6 quantile)", () => {
    const rng = new Rng(1);
    const n = 100_000;
    const counts = new Float64Array(20);
    for (let i = 0; i < n; i++) counts[Math.floor(rng.uniform() * 20)]!++;
    expect(counts.reduce((sum, count) => sum + count)).toBe(n);
    const expected = n / 20;
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(65.4);
  });

  it("has normal numbers with the first four moments of N(0, 1)", () => {
    const rng = new Rng(2);
    const n = 200_000;
    const z = draws(n, () => rng.normal());
    const moment = (k: number): number => z.reduce((sum, value) => sum + value ** k, 0) / n;
    expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(5 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n));
  });

  it("has integers below n, each as often as the others, for n that do not divide a power of two", () => {
    const rng = new Rng(3);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 70_000; i++) counts[rng.integer(7)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000));
    expect(rng.integer(1)).toBe(0);
    expect(rng.integer(Number.MAX_SAFE_INTEGER)).toBeGreaterThan(0);
    for (const n of [0, -1, 1.5, NaN, 2 ** 53]) expect(() => rng.integer(n)).toThrowError(/integer\(n\)/);
  });

  it("permutes 0 … n − 1, every order of three as often as the others", () => {
    const rng = new Rng(4);
    expect(rng.permutation(0)).toEqual([]);
    expect([...rng.permutation(50)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const counts = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = rng.permutation(3).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(2000));
    expect(() => rng.permutation(-1)).toThrowError(/permutation\(n\)/);
  });
});
