import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromRows, ndarray } from "kl-to-vae/array";
import { klDivergence, klNearestNeighbour, type Samples } from "kl-to-vae/divergences";
import { DiagonalNormal, Exponential, MultivariateNormal, Normal } from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";
import { KdTree } from "../../../lib/src/divergences/nearestNeighbours/KdTree.js";

interface NeighbourCase {
  x: number[][];
  y: number[][];
  estimates: { k: number; biasReduced: boolean; value: number }[];
}

const file = new URL("../../oracles/divergence-estimators.json", import.meta.url);
const { neighbours } = JSON.parse(readFileSync(file, "utf8")) as { neighbours: NeighbourCase[] };

const normal = new Normal(0, 1);
const wide = new Normal(1, 2);

describe("klNearestNeighbour", () => {
  it.each(
    neighbours.map((c) => ({ ...c, title: `${c.x.length} and ${c.y.length} points of ${c.x[0]?.length}` })),
  )("has the values of a brute-force search over $title coordinates", ({ x, y, estimates }) => {
    for (const { k, biasReduced, value } of estimates) {
      const estimate = klNearestNeighbour(x, y, { k, biasReduced });
      expect(Math.abs(estimate - value), `k = ${k}, ${biasReduced}`).toBeLessThan(1e-12);
    }
  });

  it("has the values of small samples by hand", () => {
    // Distances among x: 1, 1, 2; to y: ½, ½, 1.
    expect(klNearestNeighbour([1, 2, 4], [1.5, 3])).toBeCloseTo(-Math.LN2, 14);
    expect(klNearestNeighbour([1, 2], [1.5, 2.5])).toBeCloseTo(Math.log(0.5 * 2), 14);
  });

  it("reads numbers, rows and arrays alike, and gives bits", () => {
    const x = [0.3, 1.2, -0.5, 0.9];
    const y = [0.1, 2.2, -1.5];
    const value = klNearestNeighbour(x, y);
    const forms: [Samples, Samples][] = [
      [x.map((a) => [a]), y.map((a) => [a])],
      [Float64Array.from(x), y],
      [ndarray(Float64Array.from(x), [4]), y],
      [fromRows(x.map((a) => [a])), y.map((a) => [a])],
    ];
    for (const [a, b] of forms) expect(klNearestNeighbour(a, b)).toBe(value);
    expect(klNearestNeighbour(x, y, { unit: "bits" })).toBeCloseTo(value / Math.LN2, 14);
    expect(() => klNearestNeighbour(x, y, { unit: "bans" as "bits" })).toThrowError(/unit/);
  });

  it.each([false, true])(
    "nears the divergence of Gaussians and exponentials (bias reduced: %s)",
    (biasReduced) => {
      const rng = new Rng(1);
      const estimate = (
        p: Normal | Exponential | MultivariateNormal | DiagonalNormal,
        q: typeof p,
        n: number,
      ): number =>
        klNearestNeighbour(p.sampleMany(n, rng), q.sampleMany(n + 500, rng), { k: 3, biasReduced });
      const a = new MultivariateNormal(
        [0, 0],
        [
          [1, 1],
          [1, 2],
        ],
      );
      const b = new DiagonalNormal([0, 0], [1.5, 1.5]);
      expect(Math.abs(estimate(normal, wide, 10_000) - 0.4431472)).toBeLessThan(0.04);
      // R's FNN gives this pair as an example: 1 − log 2 = 0.307.
      expect(Math.abs(estimate(new Exponential(0.2), new Exponential(0.4), 10_000) - 0.307)).toBeLessThan(
        0.05,
      );
      expect(Math.abs(estimate(a, b, 5000) - klDivergence(a, b))).toBeLessThan(0.05);
    },
  );

  it("has less bias in its reduced form where that of the plain form is plain to see", () => {
    // Eight coordinates and a wider q: the y are much farther away than the x, and so seem to say less.
    const p = new DiagonalNormal(Array<number>(8).fill(0), Array<number>(8).fill(1));
    const q = new DiagonalNormal(Array<number>(8).fill(0), Array<number>(8).fill(2));
    const bias = (biasReduced: boolean): { bias: number; standardError: number } => {
      const errors = Array.from({ length: 40 }, (_, seed) => {
        const rng = new Rng(seed);
        const samples = [p.sampleMany(200, rng), q.sampleMany(200, rng)] as const;
        return klNearestNeighbour(...samples, { biasReduced }) - klDivergence(p, q);
      });
      const mean = errors.reduce((sum, error) => sum + error / errors.length, 0);
      const variance = errors.reduce((sum, error) => sum + (error - mean) ** 2 / (errors.length - 1), 0);
      return { bias: Math.abs(mean), standardError: Math.sqrt(variance / errors.length) };
    };
    const plain = bias(false);
    const reduced = bias(true);
    expect(plain.bias).toBeGreaterThan(4 * plain.standardError);
    expect(reduced.bias).toBeLessThan(0.4 * plain.bias);
  });

  it("does not depend on the unit of measurement, however large or small", () => {
    const rng = new Rng(3);
    const x = Array.from(normal.sampleMany(50, rng).data);
    const y = Array.from(wide.sampleMany(40, rng).data);
    for (const biasReduced of [false, true]) {
      const value = klNearestNeighbour(x, y, { biasReduced });
      for (const unit of [2 ** 900, 2 ** -900, 2 ** 60]) {
        const scaled = (values: number[]): number[] => values.map((a) => a * unit);
        expect(klNearestNeighbour(scaled(x), scaled(y), { biasReduced })).toBe(value);
      }
    }
  });

  it("separates the smallest numbers there are", () => {
    // Distances among x: one smallest number each; to y: two and one.
    expect(klNearestNeighbour([0, 5e-324], [1e-323])).toBeCloseTo(Math.LN2 / 2, 14);
  });

  it("refuses samples with duplicates, which make a distance zero", () => {
    expect(() => klNearestNeighbour([1, 2, 1, 3], [0, 5])).toThrowError(/Sample 0 of x is repeated.*jitter/);
    expect(() => klNearestNeighbour([1, 2, 3], [0, 2])).toThrowError(
      /Sample 1 of x also occurs in y.*jitter/,
    );
    expect(() => klNearestNeighbour([0, 0, 0], [0, 0])).toThrowError(/repeated/);
    expect(klNearestNeighbour([1, 2, 1, 3], [0, 5], { k: 2 })).toBeTypeOf("number");
  });

  it("refuses a k that is no positive integer, or too large for the samples", () => {
    const x = [1, 2, 3];
    for (const k of [0, -1, 1.5, NaN])
      expect(() => klNearestNeighbour(x, [0], { k })).toThrowError(/k must be/);
    expect(() => klNearestNeighbour(x, [0, 4, 5], { k: 3 })).toThrowError(
      /at least 4 samples x and 3 samples y/,
    );
    expect(() => klNearestNeighbour(x, [0], { k: 2 })).toThrowError(/there are 3 and 1/);
    expect(() => klNearestNeighbour([1], [0])).toThrowError(/more samples/);
  });

  it("refuses samples that are empty, not finite, or of different dimensions", () => {
    expect(() => klNearestNeighbour([], [1])).toThrowError(/x must hold/);
    expect(() => klNearestNeighbour([1, 2], [1, Infinity])).toThrowError(/y must be finite/);
    expect(() => klNearestNeighbour([[1], [2]], [[1, 2]])).toThrowError(/same space/);
  });
});

describe("the k-d tree", () => {
  const sets = fc.integer({ min: 1, max: 4 }).chain((d) => {
    // Few values, so that coordinates and whole points repeat.
    const row = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: d, maxLength: d });
    return fc.tuple(fc.array(row, { minLength: 1, maxLength: 120 }), row, fc.integer({ min: 1, max: 9 }));
  });

  it("finds what a search of all points finds, whatever repeats", () => {
    fc.assert(
      fc.property(sets, ([rows, at, k]) => {
        const tree = new KdTree(fromRows(rows));
        const squared = rows
          .map((row) => row.reduce((sum, value, l) => sum + (value - (at[l] as number)) ** 2, 0))
          .toSorted((a, b) => a - b);
        const nearest = Array.from({ length: k }, (_, i) => squared[i] ?? Infinity);
        expect(Array.from(tree.nearest(Float64Array.from(at), k))).toEqual(nearest);
        const inside = squared.filter((distance) => distance <= 5);
        expect(tree.within(Float64Array.from(at), 5)).toEqual({
          count: inside.length,
          farthest: inside.at(-1) ?? 0,
        });
      }),
    );
  });
});
