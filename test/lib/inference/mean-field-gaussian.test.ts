import { describe, expect, it } from "vitest";
import { DiagonalNormal, MultivariateNormal } from "kl-to-vae/distributions";
import { klDivergence } from "kl-to-vae/divergences";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { meanFieldGaussian } from "kl-to-vae/inference";

const correlated = new MultivariateNormal(
  [1, -1],
  [
    [1, 0.9],
    [0.9, 1],
  ],
);
const three = new MultivariateNormal(
  [1, 2, 3],
  [
    [2, 0.5, 0.3],
    [0.5, 1, -0.4],
    [0.3, -0.4, 1.5],
  ],
);

describe("meanFieldGaussian", () => {
  it("ends at the exact mean, with the conditional variances: too narrow", () => {
    const result = meanFieldGaussian(correlated);
    expect(result.converged).toBe(true);
    result.mean.forEach((m, i) => expect(m).toBeCloseTo(correlated.mean[i]!, 5));
    result.variance.forEach((v) => expect(v).toBeCloseTo(1 - 0.81, 10));
  });

  it.each([correlated, three])("KL(q ‖ p) never rises, and is the closed form at the end", (target) => {
    const {
      steps,
      mean,
      variance,
      klDivergence: kl,
    } = meanFieldGaussian(target, { start: target.mean.map((m) => m + 4) });
    steps.slice(1).forEach((step, i) => {
      expect(step.klDivergence).toBeLessThanOrEqual(steps[i]!.klDivergence + 1e-12);
    });
    const q = new DiagonalNormal(mean, variance.map(Math.sqrt));
    expect(kl).toBeCloseTo(klDivergence(q, target), 9);
  });

  it("moves one coordinate a step, from the start", () => {
    const { steps } = meanFieldGaussian(correlated, { start: [3, 3] });
    expect(steps[0]).toMatchObject({ sweep: 0, coordinate: -1, mean: [3, 3] });
    expect(steps[1]!.mean[0]).toBeCloseTo(1 + 0.9 * 4, 10);
    expect(steps[1]!.mean[1]).toBe(3);
  });

  it("is exact for independent coordinates", () => {
    const independent = new MultivariateNormal(
      [1, 2],
      [
        [4, 0],
        [0, 9],
      ],
    );
    expect(meanFieldGaussian(independent).klDivergence).toBeCloseTo(0, 12);
    expect(meanFieldGaussian(independent).variance).toEqual([4, 9]);
  });

  it("says when it did not converge, and refuses a bad start", () => {
    expect(meanFieldGaussian(correlated, { maxSweeps: 1 }).converged).toBe(false);
    expect(() => meanFieldGaussian(correlated, { maxSweeps: 0 })).toThrow(InvalidArgumentError);
    expect(() => meanFieldGaussian(correlated, { start: [1] })).toThrow(ShapeError);
    expect(() => meanFieldGaussian(correlated, { start: [1, Number.NaN] })).toThrow(InvalidArgumentError);
  });
});
