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

  it("splits into streams without correlation: between siblings, with the parent, over generations, at any lag", () => {
    const n = 20_000;
    const parent = new Rng(11);
    const first = parent.split();
    const streams = [parent, first, parent.split(), first.split(), new Rng(12)].map((rng) =>
      draws(n + 3, () => rng.normal()),
    );
    for (const [i, a] of streams.entries()) {
      for (const [j, b] of streams.entries()) {
        for (const lag of i === j ? [1, 2, 3] : [0, 1, 2, 3]) {
          let sum = 0;
          for (let t = 0; t < n; t++) sum += a[t]! * b[t + lag]!;
          // A mean of products of two independent N(0, 1) has the standard error 1/√n.
          expect(Math.abs(sum / n), `streams ${i} and ${j}, lag ${lag}`).toBeLessThan(5 / Math.sqrt(n));
        }
      }
    }
  });

  it("gives split streams whose first numbers are themselves uniform and independent of the order of splitting", () => {
    const parent = new Rng(13);
    const n = 20_000;
    const firsts = draws(n, () => parent.split().uniform());
    const mean = firsts.reduce((sum, u) => sum + u, 0) / n;
    const variance = firsts.reduce((sum, u) => sum + (u - 0.5) ** 2, 0) / n;
    let lagged = 0;
    for (let i = 1; i < n; i++) lagged += 12 * (firsts[i]! - 0.5) * (firsts[i - 1]! - 0.5);
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / n));
    expect(Math.abs(lagged / n)).toBeLessThan(5 / Math.sqrt(n));
    expect(new Set(firsts).size).toBe(n);
  });

  it("has uniform numbers with the first four moments of the uniform distribution, and no serial correlation", () => {
    const rng = new Rng(6);
    const n = 200_000;
    const u = draws(n, () => rng.uniform());
    for (const k of [1, 2, 3, 4]) {
      const mean = u.reduce((sum, value) => sum + value ** k, 0) / n;
      const variance = 1 / (2 * k + 1) - 1 / (k + 1) ** 2;
      expect(Math.abs(mean - 1 / (k + 1))).toBeLessThan(5 * Math.sqrt(variance / n));
    }
    for (const lag of [1, 2, 7]) {
      let sum = 0;
      for (let i = lag; i < n; i++) sum += 12 * (u[i]! - 0.5) * (u[i - lag]! - 0.5);
      expect(Math.abs(sum / n)).toBeLessThan(5 / Math.sqrt(n));
    }
  });

  it("has normal numbers in the far tails as often as N(0, 1)", () => {
    const rng = new Rng(8);
    const n = 1_000_000;
    const beyond = [0, 0];
    for (let i = 0; i < n; i++) {
      const z = rng.normal();
      if (Math.abs(z) > 3) beyond[0]!++;
      if (Math.abs(z) > 4) beyond[1]!++;
    }
    [2.699796063260207e-3, 6.334248366623996e-5].forEach((probability, i) => {
      expect(Math.abs(beyond[i]! - n * probability)).toBeLessThan(5 * Math.sqrt(n * probability));
    });
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

  it("always gives the same integers and orders for the same seed", () => {
    const rng = new Rng(11);
    const limits = [7, 2 ** 31, 2 ** 32 + 1, 2 ** 52 + 1, 3 * 2 ** 50, 2 ** 53 - 1];
    expect(limits.map((n) => rng.integer(n))).toEqual([
      5, 1514845768, 684296080, 1073627421042698, 2060480524916804, 7958955835185663,
    ]);
    expect(new Rng(12).permutation(12)).toEqual([8, 3, 6, 0, 2, 11, 5, 7, 1, 9, 10, 4]);
  });

  it("divides without remainder errors, however large the draw and the number", () => {
    const [rng, plain] = [new Rng(13), new Rng(13)];
    for (let i = 0; i < 20_000; i++) {
      const n = 2 ** (i % 54) - (i % 54 === 53 ? 1 : 0);
      const divisor = Math.max(1, n - (i % 5));
      const limit = 2n ** 53n - (2n ** 53n % BigInt(divisor));
      let draw = BigInt(plain.uniform() * 2 ** 53);
      while (draw >= limit) draw = BigInt(plain.uniform() * 2 ** 53);
      expect(rng.integer(divisor)).toBe(Number(draw % BigInt(divisor)));
    }
  });
});
