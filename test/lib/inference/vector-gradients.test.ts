import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DiagonalNormal, MultivariateNormal } from "kl-to-vae/distributions";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "kl-to-vae/errors";
import {
  reparameterizedGradient,
  scoreFunctionGradient,
  type DiagonalGradientEstimate,
  type Estimate,
  type FullRankGradientEstimate,
} from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";
import { oracle, targetOf } from "./targets.js";

const baselines = [0, -8, "leave-one-out", "regression"] as const;

function expectWithin({ estimate, standardError }: Estimate, exact: number): void {
  expect(Math.abs(estimate - exact)).toBeLessThan(4.5 * standardError + 1e-12);
}

function expectDiagonal(
  { mean, sd }: DiagonalGradientEstimate,
  exact: { dMean: number[]; dCholeskyFactor: number[][] },
): void {
  mean.forEach((estimate, i) => expectWithin(estimate, exact.dMean[i]!));
  sd.forEach((estimate, i) => expectWithin(estimate, exact.dCholeskyFactor[i]![i]!));
}

function expectTriangular(
  { mean, choleskyFactor }: FullRankGradientEstimate,
  exact: { dMean: number[]; dCholeskyFactor: number[][] },
): void {
  mean.forEach((estimate, i) => expectWithin(estimate, exact.dMean[i]!));
  choleskyFactor.forEach((row, i) => {
    expect(row).toHaveLength(i + 1);
    row.forEach((estimate, j) => expectWithin(estimate, exact.dCholeskyFactor[i]![j]!));
  });
}

describe("gradients of an expectation under a normal distribution of vectors", () => {
  it.each(oracle.targets)(
    "of $name agree with PyTorch's, by either estimator and with any baseline",
    (target) => {
      const { logDensity, gradient } = targetOf(target);
      const { diagonal, triangular } = target;
      const at = {
        mean: diagonal.mean,
        sd: [diagonal.choleskyFactor[0]![0]!, diagonal.choleskyFactor[1]![1]!],
        samples: 4000,
      };
      const full = { mean: triangular.mean, choleskyFactor: triangular.choleskyFactor, samples: 4000 };
      expectDiagonal(reparameterizedGradient(gradient, { ...at, rng: new Rng(1) }), diagonal);
      expectTriangular(reparameterizedGradient(gradient, { ...full, rng: new Rng(2) }), triangular);
      for (const baseline of baselines) {
        expectDiagonal(scoreFunctionGradient(logDensity, { ...at, baseline, rng: new Rng(3) }), diagonal);
        expectTriangular(
          scoreFunctionGradient(logDensity, { ...full, baseline, rng: new Rng(4) }),
          triangular,
        );
      }
    },
  );

  it.each(baselines)("with baseline %s have no bias, even from 3 draws", (baseline) => {
    const f = (z: readonly number[]): number => z[0]! ** 2 + 2 * z[0]! * z[1]! + 5;
    const q = new MultivariateNormal(
      [1, -1],
      [
        [1, 0.5],
        [0.5, 2],
      ],
    );
    const rng = new Rng(5);
    const runs = Array.from({ length: 4000 }, () =>
      scoreFunctionGradient(f, { ...q, baseline, samples: 3, rng }),
    );
    const average = (pick: (run: FullRankGradientEstimate) => number): Estimate => {
      const values = runs.map(pick);
      const estimate = values.reduce((sum, v) => sum + v / values.length, 0);
      const variance = values.reduce((sum, v) => sum + (v - estimate) ** 2 / (values.length - 1), 0);
      return { estimate, variance, standardError: Math.sqrt(variance / values.length) };
    };
    // E f = m₀² + C₀₀ + 2 (m₀ m₁ + C₀₁) + 5 with C = L Lᵀ.
    const [l00, , l10] = q.choleskyFactor.data as unknown as [number, number, number];
    expectWithin(
      average((run) => run.mean[0]!.estimate),
      2 * 1 + 2 * -1,
    );
    expectWithin(
      average((run) => run.mean[1]!.estimate),
      2,
    );
    expectWithin(
      average((run) => run.choleskyFactor[0]![0]!.estimate),
      2 * l00 + 2 * l10,
    );
    expectWithin(
      average((run) => run.choleskyFactor[1]![0]!.estimate),
      2 * l00,
    );
    expectWithin(
      average((run) => run.choleskyFactor[1]![1]!.estimate),
      0,
    );
  });

  it("in several dimensions too the path varies least for a smooth f, and the best baseline helps most", () => {
    const f = (z: readonly number[]): number => z.reduce((sum, v) => sum + v * v, 100);
    const at = { mean: [1, 1, 1, 1, 1], sd: [1, 1, 1, 1, 1], samples: 4000 };
    const total = ({ mean, sd }: DiagonalGradientEstimate): number =>
      [...mean, ...sd].reduce((sum, { variance }) => sum + variance, 0);
    const path = total(reparameterizedGradient((z) => z.map((v) => 2 * v), { ...at, rng: new Rng(6) }));
    const [none, , leaveOneOut, regression] = baselines.map((baseline) =>
      total(scoreFunctionGradient(f, { ...at, baseline, rng: new Rng(6) })),
    ) as [number, number, number, number];
    expect(path).toBeLessThan(regression);
    expect(regression).toBeLessThan(leaveOneOut);
    expect(leaveOneOut).toBeLessThan(none / 10);
  });

  it("a constant added to f changes nothing with a baseline from the draws", () => {
    const f = (z: readonly number[]): number => Math.sin(z[0]!) + z[1]!;
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (constant) => {
        for (const baseline of ["leave-one-out", "regression"] as const) {
          const run = (c: number): Estimate =>
            scoreFunctionGradient((z) => f(z) + c, {
              mean: [0, 1],
              sd: [1, 2],
              samples: 20,
              baseline,
              rng: new Rng(7),
            }).mean[0]!;
          expect(run(constant).estimate).toBeCloseTo(run(0).estimate, 9);
        }
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it("with one coordinate are those of numbers, and with a diagonal factor those of independent coordinates", () => {
    const scalar = { mean: 0.7, sd: 1.3, samples: 50 };
    const vector = { mean: [0.7], sd: [1.3], samples: 50 };
    const one = reparameterizedGradient((z) => Math.cos(z), { ...scalar, rng: new Rng(8) });
    const list = reparameterizedGradient(([z]) => [Math.cos(z!)], { ...vector, rng: new Rng(8) });
    expect({ mean: list.mean[0], sd: list.sd[0] }).toEqual(one);
    const scored = scoreFunctionGradient(Math.sin, { ...scalar, baseline: "regression", rng: new Rng(9) });
    const scoredList = scoreFunctionGradient(([z]) => Math.sin(z!), {
      ...vector,
      baseline: "regression",
      rng: new Rng(9),
    });
    expect(scoredList.mean[0]!.estimate).toBeCloseTo(scored.mean.estimate, 12);
    expect(scoredList.sd[0]!.estimate).toBeCloseTo(scored.sd.estimate, 12);
    const f = ([a, b]: readonly number[]): number => a! * b!;
    const q = new DiagonalNormal([1, 2], [3, 4]);
    const diagonal = scoreFunctionGradient(f, { ...q, samples: 30, rng: new Rng(10) });
    const full = scoreFunctionGradient(f, {
      mean: [1, 2],
      choleskyFactor: [
        [3, 0],
        [0, 4],
      ],
      samples: 30,
      rng: new Rng(10),
    });
    expect(full.mean).toEqual(diagonal.mean);
    expect([full.choleskyFactor[0]![0], full.choleskyFactor[1]![1]]).toEqual(diagonal.sd);
  });

  it("of numbers give the same draws as ever", () => {
    const at = { mean: 0.7, sd: 1.3, samples: 5 };
    const path = reparameterizedGradient((z) => 2 * z, { ...at, rng: new Rng(1) });
    expect(path.mean).toEqual({
      estimate: 0.43605056113525215,
      variance: 2.7969024652324332,
      standardError: 0.7479174373194455,
    });
    const score = scoreFunctionGradient((z) => z * z, { ...at, baseline: "leave-one-out", rng: new Rng(1) });
    expect(score.sd).toEqual({
      estimate: -0.04538233045343342,
      variance: 0.20534970729345067,
      standardError: 0.20265720184264396,
    });
  });

  it("refuse what does not fit", () => {
    const f = (): number => 1;
    const at = { mean: [0, 0], sd: [1, 1], samples: 10, rng: new Rng(11) };
    const factor = (choleskyFactor: number[][]): object => ({
      mean: [0, 0],
      choleskyFactor,
      samples: 10,
      rng: new Rng(11),
    });
    expect(() => scoreFunctionGradient(f, { ...at, sd: [1] })).toThrow(ShapeError);
    expect(() => scoreFunctionGradient(f, { ...at, sd: [1, 0] })).toThrow(
      /sd must be positive, but element 1 is 0/,
    );
    expect(() => scoreFunctionGradient(f, { ...at, mean: [], sd: [] })).toThrow(ShapeError);
    expect(() => scoreFunctionGradient(f, { ...at, mean: [0, Number.NaN] })).toThrow(InvalidArgumentError);
    expect(() => scoreFunctionGradient(f, { ...at, samples: 1 })).toThrow(InvalidArgumentError);
    expect(() => scoreFunctionGradient(f, { ...at, rng: undefined as never })).toThrow(/new Rng/);
    expect(() => scoreFunctionGradient(f, { ...at, baseline: "mean" as never })).toThrow(/baseline must be/);
    expect(() => scoreFunctionGradient(f, { ...at, baseline: Number.NaN })).toThrow(InvalidArgumentError);
    expect(() => scoreFunctionGradient(() => Number.NaN, at)).toThrow(NonFiniteError);
    expect(() => scoreFunctionGradient(f, factor([[1]]) as typeof at)).toThrow(ShapeError);
    const upper = [
      [1, 0.5],
      [0, 1],
    ];
    expect(() => scoreFunctionGradient(f, factor(upper) as typeof at)).toThrow(/lower triangular/);
    const flat = [
      [1, 0],
      [1, 0],
    ];
    expect(() => scoreFunctionGradient(f, factor(flat) as typeof at)).toThrow(/\(1, 1\) must be positive/);
    expect(() => reparameterizedGradient(() => [1], at)).toThrow(ShapeError);
    expect(() => reparameterizedGradient(() => [1, Infinity], at)).toThrow(NonFiniteError);
  });
});
