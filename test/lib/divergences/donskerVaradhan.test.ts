import { describe, expect, it } from "vitest";
import { ndarray } from "kl-to-vae/array";
import { donskerVaradhan, klDivergence } from "kl-to-vae/divergences";
import { DiagonalNormal, Normal } from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";

const p = new Normal(0, 1);
const q = new Normal(1, 1.5);
const kl = klDivergence(p, q);
const optimal = (x: number): number => p.logProb(x) - q.logProb(x);

describe("donskerVaradhan", () => {
  it("nears the divergence with the optimal critic, the log ratio of the densities", () => {
    const rng = new Rng(1);
    const value = donskerVaradhan(p.sampleMany(20_000, rng), q.sampleMany(20_000, rng), optimal);
    expect(Math.abs(value - kl)).toBeLessThan(0.02);
  });

  it("nears it in several dimensions, where the critic is given rows", () => {
    const a = new DiagonalNormal([0, 0, 0], [1, 1, 1]);
    const b = new DiagonalNormal([0.5, 0, -0.5], [1, 1.3, 1]);
    const rng = new Rng(2);
    const value = donskerVaradhan(
      a.sampleMany(20_000, rng),
      b.sampleMany(20_000, rng),
      (x: readonly number[]) => a.logProb(x) - b.logProb(x),
    );
    expect(Math.abs(value - klDivergence(a, b))).toBeLessThan(0.03);
  });

  it("is the mean under p less the log mean exponential under q, in nats or bits", () => {
    const value = 2 - Math.log((Math.E + Math.E ** 3) / 2);
    expect(donskerVaradhan([1, 2, 3], [1, 3], (x) => x)).toBeCloseTo(value, 14);
    expect(donskerVaradhan([[1], [2], [3]], [[1], [3]], ([x]) => x as number)).toBeCloseTo(value, 14);
    expect(donskerVaradhan([1, 2, 3], [1, 3], (x) => x, { unit: "bits" })).toBeCloseTo(value / Math.LN2, 14);
    expect(donskerVaradhan([1, 2], [1, 3], () => 7)).toBeCloseTo(0, 14);
  });

  it("does not change with a constant added to the critic, nor overflows", () => {
    const x = [0.3, -1, 2];
    const y = [0.1, 4, 1.5, -2];
    const value = donskerVaradhan(x, y, optimal);
    for (const constant of [1, -50, 1000, -1000]) {
      expect(donskerVaradhan(x, y, (at) => optimal(at) + constant)).toBeCloseTo(value, 11);
    }
    expect(donskerVaradhan([1], [2], (at) => 1e308 * (2 - at))).toBe(1e308);
    expect(donskerVaradhan([1, 1, 1], [1, 1], () => 1.7e308)).toBeCloseTo(0, 14);
  });

  it("is below the divergence on average with a fixed critic that is not optimal, and above it in single draws", () => {
    const linear = (x: number): number => -0.4 * x;
    const values = Array.from({ length: 500 }, (_, seed) => {
      const rng = new Rng(seed);
      return donskerVaradhan(p.sampleMany(50, rng), q.sampleMany(50, rng), linear);
    });
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / (values.length - 1), 0);
    const standardError = Math.sqrt(variance / values.length);
    expect(mean).toBeLessThan(kl + 2 * standardError);
    // With expectations it is 0.4 less the log of E exp(−0.4 y) = exp(−0.4 + 0.08 · 2.25).
    expect(Math.abs(mean - (0.4 - 0.18))).toBeLessThan(4 * standardError + 0.01);
    expect(Math.max(...values)).toBeGreaterThan(kl);
  });

  it("is above the divergence on average with the optimal critic and few y", () => {
    const values = Array.from({ length: 500 }, (_, seed) => {
      const rng = new Rng(seed);
      return donskerVaradhan(p.sampleMany(200, rng), q.sampleMany(3, rng), optimal);
    });
    expect(values.reduce((sum, value) => sum + value / values.length, 0)).toBeGreaterThan(kl + 0.1);
  });

  it("takes −∞ from the critic for what it says", () => {
    const positive = (x: number): number => (x > 0 ? 0 : -Infinity);
    expect(donskerVaradhan([1, 2], [1, -1, -2, 3], positive)).toBeCloseTo(Math.LN2, 14);
    expect(donskerVaradhan([1, -2], [1, 2], positive)).toBe(-Infinity);
    expect(donskerVaradhan([1, -2], [-1], positive)).toBe(-Infinity);
    expect(donskerVaradhan([1, 2], [-1], positive)).toBe(Infinity);
  });

  it("refuses a critic that gives NaN or +∞, naming the sample, or is no function", () => {
    const at2 = (value: number) => (x: number) => (x === 2 ? value : 0);
    expect(() => donskerVaradhan([1, 2], [1, 3], at2(NaN))).toThrowError(/x\[1\].*NaN/);
    expect(() => donskerVaradhan([1], [1, 1, 2], at2(Infinity))).toThrowError(/y\[2\].*Infinity/);
    expect(() => donskerVaradhan([2], [1], at2(undefined as unknown as number))).toThrowError(/undefined/);
    expect(() => donskerVaradhan([1], [1], 3 as unknown as () => number)).toThrowError(/function/);
    expect(() => donskerVaradhan([1], [1], (x) => x, { unit: "bans" as "bits" })).toThrowError(/unit/);
  });

  it("refuses samples that are empty, ragged, not finite, or of different spaces", () => {
    const critic = (): number => 0;
    expect(() => donskerVaradhan([], [1], critic)).toThrowError(/x must hold at least one sample/);
    expect(() => donskerVaradhan([1], ndarray(new Float64Array(0), [0]), critic)).toThrowError(/y/);
    expect(() => donskerVaradhan([1, NaN], [1], critic)).toThrowError(/x must be finite/);
    expect(() => donskerVaradhan([[1, 2], [1]], [[1, 2]], critic)).toThrowError(/equal length/);
    expect(() => donskerVaradhan([[1, 2]], [[1, 2, 3]], critic)).toThrowError(/2 coordinates.*3 coordinates/);
    expect(() => donskerVaradhan([1], [[1]] as unknown as number[], critic)).toThrowError(
      /numbers.*rows of 1/,
    );
    expect(() => donskerVaradhan([1, [2]] as unknown as number[], [1], critic)).toThrowError(/x\[1\]/);
    expect(() => donskerVaradhan("ab" as unknown as number[], [1], critic)).toThrowError(/x must be samples/);
    expect(() => donskerVaradhan(ndarray(new Float64Array(8), [2, 2, 2]), [[1]], critic)).toThrowError(
      /shape/,
    );
  });
});
