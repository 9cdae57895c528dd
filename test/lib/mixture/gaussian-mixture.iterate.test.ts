import { describe, expect, it } from "vitest";
import { toRows } from "kl-to-vae/array";
import { GaussianMixture } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";

const X = blobs({ spread: 1.5 });
const options = { nComponents: 3, tol: 0, maxIter: 12, seed: 3, onWarning: () => undefined } as const;

describe.each(covarianceTypes)("iterate, %s covariances", (covarianceType) => {
  it("yields one EM step a turn and leaves the model at the last one, where fit ends", () => {
    const gm = new GaussianMixture({ ...options, covarianceType });
    const steps = [...gm.iterate(X)];
    expect(steps.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(steps.every(({ start, converged }) => start === 0 && !converged)).toBe(true);
    expect([...gm.lowerBounds]).toEqual(steps.map(({ lowerBound }) => lowerBound));
    expect(gm.score(X)).toBeCloseTo(steps.at(-1)!.logLikelihood, 12);
    expect(gm.means).toEqual(steps.at(-1)!.means);
    expect(gm.parameters).toEqual(new GaussianMixture({ ...options, covarianceType }).fit(X).parameters);
  });

  it("the bound after a step is the likelihood of the parameters before it", () => {
    const steps = [...new GaussianMixture({ ...options, covarianceType }).iterate(X)];
    steps
      .slice(1)
      .forEach(({ lowerBound }, i) => expect(lowerBound).toBeCloseTo(steps[i]!.logLikelihood, 12));
  });

  it("the responsibilities of a step are those of the parameters before it, and what its means are made of", () => {
    const gm = new GaussianMixture({ ...options, covarianceType });
    let before = new GaussianMixture({ ...options, covarianceType, maxIter: 0 }).fit(X).predictProba(X);
    for (const { responsibilities, means, weights } of gm.iterate(X)) {
      expect(responsibilities.shape).toEqual([X.length, 3]);
      expectClose(responsibilities.data, before.data, 1e-12);
      const rows = toRows(responsibilities);
      const counts = [0, 1, 2].map((k) => rows.reduce((sum, row) => sum + row[k]!, 0));
      expectClose(
        weights,
        counts.map((count) => count / X.length),
        1e-12,
      );
      const expected = counts.map((count, k) =>
        [0, 1].map((j) => rows.reduce((sum, row, i) => sum + (row[k]! * X[i]![j]!) / count, 0)),
      );
      expectClose(means.data, expected, 1e-12);
      before = gm.predictProba(X);
    }
  });

  it("steps keep their values when EM goes on", () => {
    const steps = new GaussianMixture({ ...options, covarianceType }).iterate(X);
    const first = steps.next().value!;
    const kept = [first.means, first.weights, first.covariances, first.responsibilities].map((value) =>
      structuredClone(value),
    );
    const later = [...steps].at(-1)!;
    expect([first.means, first.weights, first.covariances, first.responsibilities]).toEqual(kept);
    expect(first.responsibilities.data).not.toEqual(later.responsibilities.data);
    expect(first.means.data).not.toEqual(later.means.data);
  });
});

describe("iterate", () => {
  it("can be left early; the model then has the parameters of that step", () => {
    const gm = new GaussianMixture(options);
    for (const step of gm.iterate(X)) if (step.iteration === 3) break;
    expect(gm.nIter).toBe(3);
    expect(gm.parameters).toEqual(new GaussianMixture({ ...options, maxIter: 3 }).fit(X).parameters);
  });

  it("runs one start however many nInit asks for, and marks the step that converged", () => {
    const steps = [...new GaussianMixture({ ...options, nInit: 4, tol: 1e-3, maxIter: 500 }).iterate(X)];
    expect(steps.map(({ converged }) => converged).indexOf(true)).toBe(steps.length - 1);
    expect(new Set(steps.map(({ start }) => start))).toEqual(new Set([0]));
  });

  it("with maxIter 0 yields nothing and leaves the start", () => {
    const gm = new GaussianMixture({ ...options, maxIter: 0 });
    expect([...gm.iterate(X)]).toEqual([]);
    expect(gm.means.shape).toEqual([3, 2]);
  });

  it("begins anew each time", () => {
    const gm = new GaussianMixture(options);
    const [a, b] = [[...gm.iterate(X)], [...gm.iterate(X)]];
    expect(b.map(({ lowerBound }) => lowerBound)).toEqual(a.map(({ lowerBound }) => lowerBound));
  });
});
