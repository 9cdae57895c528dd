import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { toRows } from "kl-to-vae/array";
import {
  PCA,
  principalAngles,
  ProbabilisticPCA,
  type ProbabilisticPCAOptions,
} from "kl-to-vae/decomposition";
import { MultivariateNormal } from "kl-to-vae/distributions";
import { multiply, transpose } from "kl-to-vae/linear-algebra";
import { Rng } from "kl-to-vae/random";
import { expectClose } from "./expectClose.js";
import { formulaData } from "./formulaData.js";
import { orthogonal, sample, turned } from "./generators.js";

const X = formulaData({ n: 60, d: 5, seed: 1, decay: 0.6 });
/** Where a fit is cut short on purpose. */
const onWarning = (): void => undefined;

describe("ProbabilisticPCA by EM", () => {
  it("never lets the likelihood fall, and ends where the closed form is", () => {
    fc.assert(
      fc.property(sample, ({ X, q, seed }) => {
        const model = new ProbabilisticPCA({ nComponents: q, method: "em", seed });
        let previous = -Infinity;
        for (const { logLikelihood } of model.iterate(X)) {
          expect(logLikelihood).toBeGreaterThanOrEqual(previous - 1e-10 * Math.abs(logLikelihood));
          previous = logLikelihood;
        }
        const exact = new ProbabilisticPCA({ nComponents: q }).fit(X);
        expect(model.converged).toBe(true);
        expect(Math.abs(model.score(X) - exact.score(X))).toBeLessThan(1e-9);
        expect(Math.abs(model.noiseVariance / exact.noiseVariance - 1)).toBeLessThan(1e-4);
        const [angle] = principalAngles(transpose(model.components), transpose(exact.components));
        expect(angle).toBeLessThan(1e-3);
      }),
      { numRuns: 220 },
    );
  });

  it("gives the exact log-likelihood of each step's loadings and noise", () => {
    const model = new ProbabilisticPCA({ nComponents: 2, seed: 3 });
    let steps = 0;
    for (const { iteration, loadings, noiseVariance, logLikelihood } of model.iterate(X)) {
      if (++steps > 5) break;
      expect(iteration).toBe(steps);
      const covariance = toRows(multiply(loadings, transpose(loadings)));
      covariance.forEach((row, j) => (row[j]! += noiseVariance));
      const normal = new MultivariateNormal([...model.mean], covariance);
      const mean = X.reduce((sum, x) => sum + normal.logProb(x) / X.length, 0);
      expect(logLikelihood).toBeCloseTo(mean, 10);
      expect(model.score(X)).toBeCloseTo(mean, 10);
      expect(model.nIter).toBe(steps);
      expectClose(model.covariance.data, covariance, 1e-14);
    }
    expect(steps).toBe(6);
  });

  it("keeps a step's values when it goes on, and what was learned when it is left", () => {
    const model = new ProbabilisticPCA({ nComponents: 2 });
    const steps = model.iterate(X);
    const first = steps.next().value!;
    const copy = structuredClone(first);
    steps.next();
    expect(first).toEqual(copy);
    steps.return();
    expect(model.nIter).toBe(2);
    expect(model.converged).toBe(false);
  });

  it("has loadings in one form whatever the seed: orthogonal, by length, signs as in the closed form", () => {
    const exact = new ProbabilisticPCA({ nComponents: 3 }).fit(X);
    for (const seed of [0, 1, 2, 3, 4]) {
      const model = new ProbabilisticPCA({ nComponents: 3, method: "em", seed }).fit(X);
      expectClose(model.loadings.data, toRows(exact.loadings), 1e-5);
      const inner = toRows(multiply(transpose(model.loadings), model.loadings));
      expect(Math.abs(inner[0]![1]!)).toBeLessThan(1e-15);
      expect(inner[0]![0]!).toBeGreaterThan(inner[1]![1]!);
    }
  });

  it("gives the same for the same seed", () => {
    const fit = (): ProbabilisticPCA =>
      new ProbabilisticPCA({ nComponents: 2, method: "em", seed: 5, maxIter: 4, onWarning }).fit(X);
    expect(fit().loadings).toEqual(fit().loadings);
    expect(fit().converged).toBe(false);
    expect(fit().logLikelihoods).toHaveLength(4);
  });

  it("tells onWarning once, after the fit, that it did not converge, and nothing else", () => {
    const told: string[] = [];
    const fit = (options: Partial<ProbabilisticPCAOptions>): ProbabilisticPCA =>
      new ProbabilisticPCA({
        nComponents: 2,
        method: "em",
        onWarning: (message) => told.push(message),
        ...options,
      }).fit(X);
    expect(fit({}).converged).toBe(true);
    fit({ method: "closed-form", maxIter: 1 });
    expect([...new ProbabilisticPCA({ nComponents: 2, maxIter: 2 }).iterate(X)]).toHaveLength(2);
    expect(told).toEqual([]);
    expect(fit({ maxIter: 3 }).nIter).toBe(3);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /did not converge in 3 iterations.*1e-12 nats.*Raise maxIter or tol.*"closed-form"/,
    );
  });

  it("warns on the console if nothing else is said", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    new ProbabilisticPCA({ nComponents: 2, method: "em", maxIter: 1 }).fit(X);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/did not converge in 1 iterations/));
    warn.mockRestore();
  });

  it("needs few steps where the noise is small, at which loadings would creep without parameter expansion", () => {
    const steep = formulaData({ n: 100, d: 5, seed: 4, decay: 0.003 });
    const model = new ProbabilisticPCA({ nComponents: 1, method: "em" }).fit(steep);
    const exact = new ProbabilisticPCA({ nComponents: 1 }).fit(steep);
    expect(exact.noiseVariance / exact.covariance.data[0]!).toBeLessThan(1e-5);
    expect(model.nIter).toBeLessThan(30);
    expectClose(model.loadings.data, toRows(exact.loadings), 1e-9);
  });

  it("works where a d × d matrix would be too large", () => {
    const wide = formulaData({ n: 20, d: 20_000, seed: 6, decay: 0.9999 });
    const model = new ProbabilisticPCA({ nComponents: 2, method: "em", maxIter: 5, onWarning }).fit(wide);
    const [first = 0, second = 0] = model.logLikelihoods;
    expect(second).toBeGreaterThan(first);
    expect(model.posteriorMean(wide).shape).toEqual([20, 2]);
  });

  it("turns, shifts and scales with the data", () => {
    const rotation = orthogonal(5, 7);
    const model = new ProbabilisticPCA({ nComponents: 2, method: "em" }).fit(X);
    const other = new ProbabilisticPCA({ nComponents: 2, method: "em" }).fit(
      turned(X, rotation).map((x) => x.map((value) => 1e100 * (value + 3))),
    );
    expect(other.score(turned(X, rotation).map((x) => x.map((value) => 1e100 * (value + 3))))).toBeCloseTo(
      model.score(X) - 5 * Math.log(1e100),
      8,
    );
    expect(other.noiseVariance / 1e200 / model.noiseVariance).toBeCloseTo(1, 5);
  });
});

describe("ProbabilisticPCA", () => {
  const model = new ProbabilisticPCA({ nComponents: 2 }).fit(X);

  it("is more likely than with any other noise or length of loadings", () => {
    const score = (scale: number, noise: number): number => {
      const covariance = toRows(multiply(model.loadings, transpose(model.loadings))).map((row, i) =>
        row.map((value, j) => scale * value + (i === j ? noise * model.noiseVariance : 0)),
      );
      const normal = new MultivariateNormal([...model.mean], covariance);
      return X.reduce((sum, x) => sum + normal.logProb(x) / X.length, 0);
    };
    expect(score(1, 1)).toBeCloseTo(model.score(X), 10);
    for (const [scale, noise] of [
      [1.01, 1],
      [0.99, 1],
      [1, 1.01],
      [1, 0.99],
    ] as const) {
      expect(score(scale, noise)).toBeLessThan(model.score(X));
    }
  });

  it("has the likelihood of PCA's density but for the divisor n − 1 of that", () => {
    const pca = new PCA({ nComponents: 2 }).fit(X);
    const ratio = 59 / 60;
    expect(model.noiseVariance).toBeCloseTo(ratio * pca.noiseVariance, 15);
    // Under the maximum of likelihood tr(C⁻¹ S) = d; with C larger by 1/ratio it is ratio d.
    const difference = -0.5 * (5 * Math.log(1 / ratio) + 5 * ratio - 5);
    expect(pca.score(X) - model.score(X)).toBeCloseTo(difference, 12);
  });

  it("has the moments of its samples", () => {
    const n = 100_000;
    const draws = model.sample(n, { rng: new Rng(1) });
    expect(draws.shape).toEqual([n, 5]);
    const again = new ProbabilisticPCA({ nComponents: 2 }).fit(draws);
    const length = Math.sqrt(model.covariance.data[0]!);
    expectClose(again.mean, [...model.mean], 0.02 * length);
    expectClose(again.covariance.data, toRows(model.covariance), 0.02 * length ** 2);
    expect(model.sample(3, { rng: new Rng(1) })).toEqual(model.sample(3, { rng: new Rng(1) }));
  });

  it("reconstructs by decoding posterior means, nearer to the mean than PCA does", () => {
    const means = model.posteriorMean(X);
    expectClose(model.reconstruct(X).data, toRows(model.decode(means)), 0);
    const W = toRows(model.loadings);
    const byHand = toRows(means).map((z) => W.map((w, j) => model.mean[j]! + w[0]! * z[0]! + w[1]! * z[1]!));
    expectClose(model.decode(means).data, byHand, 1e-15);
    const pca = new PCA({ nComponents: 2 }).fit(X);
    const distance = (points: number[][]): number =>
      points.flat().reduce((sum, value, at) => sum + (value - model.mean[at % 5]!) ** 2, 0);
    const projected = toRows(pca.inverseTransform(pca.transform(X)));
    expect(distance(byHand)).toBeLessThan(distance(projected));
  });

  it("counts its parameters: mean, loadings up to rotation, noise", () => {
    expect(model.parameterCount).toBe(5 + 10 - 1 + 1);
    const total = model.score(X) * 60;
    expect(model.bic(X)).toBeCloseTo(-2 * total + 15 * Math.log(60), 8);
    expect(model.aic(X)).toBeCloseTo(-2 * total + 30, 8);
  });

  it("finds the number of dimensions by its BIC", () => {
    const rng = new Rng(8);
    const W = formulaData({ n: 6, d: 2, seed: 9 });
    const rows = Array.from({ length: 500 }, () => {
      const z = [rng.normal(), rng.normal()];
      return W.map((w) => w[0]! * z[0]! + w[1]! * z[1]! + 0.05 * rng.normal());
    });
    const criteria = [1, 2, 3, 4].map((nComponents) =>
      new ProbabilisticPCA({ nComponents }).fit(rows).bic(rows),
    );
    expect(criteria.indexOf(Math.min(...criteria))).toBe(1);
  });

  it("fits fewer rows than columns", () => {
    const wide = formulaData({ n: 6, d: 40, seed: 10 });
    const fitted = new ProbabilisticPCA({ nComponents: 2 }).fit(wide);
    const normal = new MultivariateNormal([...fitted.mean], toRows(fitted.covariance));
    expectClose(
      fitted.logLikelihood(wide),
      wide.map((x) => normal.logProb(x)),
      1e-10,
    );
  });

  it("says −∞ of rows farther away than a double can tell, never NaN", () => {
    expect([...model.logLikelihood([[1e300, -1e300, 0, 0, 0]])]).toEqual([-Infinity]);
  });
});
