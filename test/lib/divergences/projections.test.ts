import { describe, expect, it } from "vitest";
import {
  informationProjection,
  klDivergence,
  klQuadrature,
  klSurface,
  momentProjection,
} from "kl-to-vae/divergences";
import { Cauchy, Exponential, Mixture, Normal } from "kl-to-vae/distributions";

const twoModes = new Mixture([0.5, 0.5], [new Normal(0, 2), new Normal(15, 2)]);

describe("momentProjection", () => {
  it("fits N(7.5, sd √60.25) to ½N(0, sd 2) + ½N(15, sd 2), better forwards than its neighbours", () => {
    const fit = momentProjection(twoModes);
    expect(fit.mean).toBe(7.5);
    expect(fit.sd).toBeCloseTo(Math.sqrt(60.25), 14);
    const forward = klQuadrature(twoModes, fit);
    for (const other of [new Normal(7.6, fit.sd), new Normal(7.5, 7.6), new Normal(7.5, 7.9)]) {
      expect(klQuadrature(twoModes, other)).toBeGreaterThan(forward);
    }
  });

  it("refuses a distribution without mean and variance", () => {
    expect(() => momentProjection(new Cauchy(0, 1))).toThrowError(/finite mean/);
  });
});

describe("informationProjection", () => {
  it.each([
    { start: { mean: 1, sd: 1 }, mean: 0.0021158, sd: 2.003964, kl: 0.693 },
    { start: { mean: 14, sd: 3 }, mean: 14.9978842, sd: 2.003964, kl: 0.693 },
    { start: { mean: 7, sd: 8 }, mean: 7.5, sd: 6.576286, kl: 1.575 },
  ])("finds from $start one of the three minima of the two-mode mixture", ({ start, mean, sd, kl }) => {
    const found = informationProjection(twoModes, { start });
    expect(found.converged).toBe(true);
    expect(found.fit.mean).toBeCloseTo(mean, 5);
    expect(found.fit.sd).toBeCloseTo(sd, 5);
    expect(found.kl).toBeCloseTo(kl, 3);
    expect(found.kl).toBeCloseTo(klQuadrature(found.fit, twoModes), 9);
    expect(found.steps[0]).toMatchObject({ mean: start.mean });
    const falls = found.steps.every((step, i) => i === 0 || step.kl < (found.steps[i - 1]?.kl ?? 0));
    expect(falls).toBe(true);
  });

  it("finds a normal itself, from far away", () => {
    const { fit, kl, converged } = informationProjection(new Normal(3, 0.5), {
      start: { mean: -40, sd: 10 },
    });
    expect(converged).toBe(true);
    expect(fit.mean).toBeCloseTo(3, 7);
    expect(fit.sd).toBeCloseTo(0.5, 7);
    expect(Math.abs(kl)).toBeLessThan(1e-12);
  });

  it("says when it ran out of steps, and refuses what no normal can approach", () => {
    expect(informationProjection(twoModes, { start: { mean: 5, sd: 1 }, maxSteps: 1 }).converged).toBe(false);
    expect(() => informationProjection(new Exponential(1), { start: { mean: 1, sd: 1 } })).toThrowError(
      /infinite/,
    );
    expect(() => informationProjection(twoModes, { start: { mean: 1, sd: 0 } })).toThrowError(/sd/);
  });
});

describe("klSurface", () => {
  it("has KL(N(mean, sd) ‖ p) at [log sd, mean]", () => {
    const q = new Normal(1, 2);
    const means = [-3, 0, 1];
    const logSds = [-1, Math.LN2];
    const surface = klSurface(q, { means, logSds });
    expect(surface.shape).toEqual([2, 3]);
    logSds.forEach((logSd, i) =>
      means.forEach((mean, j) =>
        expect(surface.data[i * 3 + j]).toBeCloseTo(klDivergence(new Normal(mean, Math.exp(logSd)), q), 11),
      ),
    );
  });

  it("refuses coordinates that are not finite", () => {
    expect(() => klSurface(twoModes, { means: [NaN], logSds: [0] })).toThrowError(/finite/);
  });
});
