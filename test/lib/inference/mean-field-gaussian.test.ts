import { describe, expect, it } from "vitest";
import { DiagonalNormal, MultivariateNormal } from "kl-to-vae/distributions";
import { klDivergence } from "kl-to-vae/divergences";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "kl-to-vae/errors";
import { meanFieldGaussian } from "kl-to-vae/inference";
import { randomNormalTarget } from "./normalTarget.js";

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

  it.each([1, 2, 7, 30])("agrees with the closed form for random targets of %i coordinates", (d) => {
    const { normal, precision } = randomNormalTarget(d, d, 100);
    const { mean, variance, converged, klDivergence: kl } = meanFieldGaussian(normal, { maxSweeps: 10_000 });
    expect(converged).toBe(true);
    variance.forEach((v, i) => expect(v * precision[i * d + i]!).toBeCloseTo(1, 10));
    mean.forEach((m, i) =>
      expect(Math.abs(m - normal.mean[i]!)).toBeLessThan(1e-3 * Math.sqrt(variance[i]!)),
    );
    const q = new DiagonalNormal(mean, variance.map(Math.sqrt));
    expect(kl).toBeCloseTo(klDivergence(q, normal), 8);
  });

  it("moves with the target when that is shifted", () => {
    const start = [2, 0, -1];
    const shift = [1e3, -1e3, 10];
    const moved = new MultivariateNormal(
      three.mean.map((m, i) => m + shift[i]!),
      three.covariance,
    );
    const plain = meanFieldGaussian(three, { start, maxSweeps: 3 });
    const other = meanFieldGaussian(moved, { start: start.map((s, i) => s + shift[i]!), maxSweeps: 3 });
    other.mean.forEach((m, i) => expect(m).toBeCloseTo(plain.mean[i]! + shift[i]!, 9));
    expect(other.klDivergence).toBeCloseTo(plain.klDivergence, 9);
  });

  it("records sweeps alone where that is asked for, with the same end", () => {
    const all = meanFieldGaussian(three);
    const sweeps = meanFieldGaussian(three, { record: "sweeps" });
    expect(sweeps.mean).toEqual(all.mean);
    expect(sweeps.steps).toEqual(all.steps.filter(({ coordinate }) => coordinate === -1 || coordinate === 2));
  });

  it("copes with 300 coordinates, and with a correlation of 1 − 1e-10", () => {
    const d = 300;
    const { normal } = randomNormalTarget(d, 5, 10);
    const large = meanFieldGaussian(normal, { record: "sweeps", maxSweeps: 20 });
    expect(large.klDivergence).toBeLessThan(large.steps[0]!.klDivergence);
    const rho = 1 - 1e-10;
    const tied = new MultivariateNormal(
      [0, 0],
      [
        [1, rho],
        [rho, 1],
      ],
    );
    const { variance, klDivergence: kl } = meanFieldGaussian(tied, { start: [1, 1] });
    variance.forEach((v) => expect(v / (1 - rho * rho)).toBeCloseTo(1, 5));
    expect(Number.isFinite(kl)).toBe(true);
  });

  it("refuses options out of range, another kind of target, and a start whose divergence overflows", () => {
    expect(() => meanFieldGaussian(correlated, { maxSweeps: 1.5 })).toThrow(InvalidArgumentError);
    expect(() => meanFieldGaussian(correlated, { maxSweeps: Infinity })).toThrow(InvalidArgumentError);
    expect(() => meanFieldGaussian(correlated, { tol: Number.NaN })).toThrow(InvalidArgumentError);
    expect(() => meanFieldGaussian(correlated, { record: "all" as never })).toThrow(/record must be/);
    expect(() => meanFieldGaussian(new DiagonalNormal([0], [1]) as never)).toThrow(InvalidArgumentError);
    expect(() => meanFieldGaussian(correlated, { start: [1e200, 0] })).toThrow(NonFiniteError);
  });
});
