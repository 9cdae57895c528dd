import { describe, expect, it } from "vitest";
import { wassersteinDistance } from "kl-to-vae/divergences";
import {
  Beta,
  DiagonalNormal,
  Exponential,
  Gamma,
  Geometric,
  Laplace,
  Mixture,
  Normal,
  Pareto,
  Poisson,
  StudentT,
  Uniform,
} from "kl-to-vae/distributions";

const twoPeaks = (shift: number, sd: number): Mixture =>
  new Mixture([0.5, 0.5], [new Normal(shift - 100, sd), new Normal(shift + 100, sd)]);

describe("wassersteinDistance on the line", () => {
  it.each([1, 2, 3])(
    "is the shift between a mixture and itself shifted, however far its peaks lie apart (%d)",
    (order) => {
      expect(wassersteinDistance(twoPeaks(0, 1), twoPeaks(1, 1), { order })).toBeCloseTo(1, 12);
      expect(wassersteinDistance(twoPeaks(0, 1e-3), twoPeaks(7, 1e-3), { order })).toBeCloseTo(7, 11);
    },
  );

  it("is the difference of the means, order 1, where one lies above the other everywhere", () => {
    expect(wassersteinDistance(new Gamma(2, 1), new Gamma(5, 1))).toBeCloseTo(3, 11);
    expect(wassersteinDistance(new Exponential(1), new Gamma(1.5, 0.5))).toBeCloseTo(2, 11);
    expect(wassersteinDistance(new Beta(2, 1), new Beta(1, 2))).toBeCloseTo(1 / 3, 12);
    expect(wassersteinDistance(new Pareto(1, 3), new Pareto(2, 3))).toBeCloseTo(1.5, 11);
    expect(wassersteinDistance(new Uniform(0, 1), new Exponential(1))).toBeCloseTo(0.5, 12);
  });

  it("does not depend on the unit of length, from 1e-150 to 1e150", () => {
    for (const order of [1, 2, 3]) {
      const value = wassersteinDistance(new Normal(0, 1), new Laplace(0.5, 2), { order });
      for (const scale of [1e-150, 1e150]) {
        const scaled = wassersteinDistance(new Normal(0, scale), new Laplace(0.5 * scale, 2 * scale), {
          order,
        });
        expect(scaled / scale / value).toBeCloseTo(1, 12);
      }
    }
    const positions = [0, 1e200, 3e200];
    expect(wassersteinDistance([1, 0, 0], [0, 0, 1], { order: 3, positions })).toBeCloseTo(3e200, -186);
  });

  it("keeps what digits the quantiles leave between close distributions of different shapes", () => {
    // With a the shape, the mean is a, and the distributions are ordered.
    for (const difference of [1e-3, 1e-6, 1e-9]) {
      const shape = 2 + difference;
      const value = wassersteinDistance(new Gamma(2, 1), new Gamma(shape, 1));
      expect(Math.abs(value / (shape - 2) - 1)).toBeLessThan(1e-10 + 1e-14 / difference);
    }
  });

  it("approaches the essential bound for high orders", () => {
    const value = wassersteinDistance(new Uniform(0, 1), new Uniform(0, 3), { order: 500 });
    expect(value).toBeCloseTo(2 * (1 / 501) ** (1 / 500), 11);
  });

  it("compares a discrete with a continuous distribution, unless it takes too many values", () => {
    // A mixture of counts, nearly all of them 0.
    const counts = new Mixture([0.5, 0.5], [new Poisson(1e-300), new Poisson(1e-200)]);
    expect(wassersteinDistance(counts, new Uniform(0, 1))).toBeCloseTo(0.5, 14);
    expect(() => wassersteinDistance(new Poisson(1e12), new Normal(1e12, 1e6))).toThrowError(
      /too many values to be compared with a continuous one/,
    );
    expect(() => wassersteinDistance(new Poisson(1e15), new Poisson(2e15))).toThrowError(
      /too wide to be summed/,
    );
  });

  it("is infinite where tails with the same power differ, and for a t distribution without the moment", () => {
    expect(wassersteinDistance(new Pareto(1, 0.5), new Pareto(2, 0.5))).toBe(Infinity);
    expect(wassersteinDistance(new StudentT(3, 0, 1), new StudentT(3, 0, 2), { order: 3 })).toBe(Infinity);
    expect(wassersteinDistance(new StudentT(3, 0, 1), new StudentT(3, 0, 2), { order: 2 })).toBeCloseTo(
      Math.sqrt(3),
      11,
    );
    expect(wassersteinDistance(new Poisson(1), new StudentT(2, 0, 1), { order: 2 })).toBe(Infinity);
  });

  it("weighs far tails as they are for high orders, where fine geometrics are like exponentials", () => {
    const rate = (p: number): number => -Math.log1p(-p);
    for (const order of [5, 20, 60]) {
      const discrete = wassersteinDistance(new Geometric(0.001), new Geometric(0.002), { order });
      const continuous = wassersteinDistance(new Exponential(rate(0.001)), new Exponential(rate(0.002)), {
        order,
      });
      expect(Math.abs(discrete / continuous - 1)).toBeLessThan(1e-6);
    }
  });

  it("takes tens of thousands of coordinates", () => {
    const n = 70_000;
    const of = (mean: number): DiagonalNormal =>
      new DiagonalNormal(new Array<number>(n).fill(mean), new Array<number>(n).fill(1));
    expect(wassersteinDistance(of(0), of(1), { order: 2 })).toBeCloseTo(Math.sqrt(n), 9);
  });
});
