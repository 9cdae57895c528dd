import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PCA, principalAngles, ProbabilisticPCA } from "kl-to-vae/decomposition";
import {
  InvalidArgumentError,
  NonFiniteError,
  NotFittedError,
  ShapeError,
  SingularCovarianceError,
} from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";

interface Oracle {
  X: number[][];
  pca: {
    nComponents: number;
    mean: number[];
    components: number[][];
    explainedVariance: number[];
    explainedVarianceRatio: number[];
    noiseVariance: number;
    transformed: number[][];
    restored: number[][];
  }[];
  probabilistic: {
    nComponents: number;
    noiseVariance: number;
    loadings: number[][];
    logLikelihood: number[];
    posteriorMean: number[][];
    posteriorCovariance: number[][];
  }[];
  angles: { A: number[][]; B: number[][]; angles: number[] }[];
}

const { X, ...oracle } = JSON.parse(
  readFileSync(new URL("../../oracles/decomposition.json", import.meta.url), "utf8"),
) as Oracle;

function expectClose(actual: ArrayLike<number>, expected: number[] | number[][]): void {
  const flat = expected.flat();
  expect(actual).toHaveLength(flat.length);
  flat.forEach((value, i) => expect(Math.abs(actual[i]! - value)).toBeLessThan(1e-9));
}

describe("PCA", () => {
  it.each(oracle.pca)("with $nComponents components agrees with scikit-learn, signs included", (expected) => {
    const pca = new PCA({ nComponents: expected.nComponents }).fit(X);
    expectClose(pca.mean, expected.mean);
    expectClose(pca.components.data, expected.components);
    expectClose(pca.explainedVariance, expected.explainedVariance);
    expectClose(pca.explainedVarianceRatio, expected.explainedVarianceRatio);
    expect(pca.noiseVariance).toBeCloseTo(expected.noiseVariance, 10);
    const scores = pca.transform(X.slice(0, 3));
    expectClose(scores.data, expected.transformed);
    expectClose(pca.inverseTransform(scores).data, expected.restored);
  });

  it("keeps all min(n, d) components by default, and then restores the data", () => {
    const few = X.slice(0, 3);
    const pca = new PCA().fit(few);
    expect(pca.components.shape).toEqual([3, 5]);
    expectClose(pca.inverseTransform(pca.transform(few)).data, few);
    expect(pca.noiseVariance).toBe(0);
  });

  it("data that do not vary explain nothing, without NaN", () => {
    const pca = new PCA({ nComponents: 1 }).fit([
      [1, 2],
      [1, 2],
    ]);
    expect([...pca.explainedVarianceRatio]).toEqual([0]);
  });

  it("refuses bad input", () => {
    expect(() => new PCA({ nComponents: 6 }).fit(X)).toThrow(InvalidArgumentError);
    expect(() => new PCA({ nComponents: 0 }).fit(X)).toThrow(InvalidArgumentError);
    expect(() => new PCA().fit([[1, 2]])).toThrow(InvalidArgumentError);
    expect(() => new PCA().fit([[1], [Number.NaN]])).toThrow(NonFiniteError);
    expect(() => new PCA().transform(X)).toThrow(NotFittedError);
    expect(() => new PCA().fit(X).transform([[1]])).toThrow(ShapeError);
    expect(() => new PCA().fit(X).inverseTransform([[1]])).toThrow(ShapeError);
  });
});

describe("ProbabilisticPCA", () => {
  it.each(oracle.probabilistic)("with $nComponents components agrees with the normal density", (expected) => {
    const model = new ProbabilisticPCA({ nComponents: expected.nComponents }).fit(X);
    expect(model.noiseVariance).toBeCloseTo(expected.noiseVariance, 10);
    expectClose(model.loadings.data, expected.loadings);
    expectClose(model.logLikelihood(X.slice(0, 5)), expected.logLikelihood);
    expectClose(model.posteriorMean(X.slice(0, 5)).data, expected.posteriorMean);
    expectClose(model.posteriorCovariance.data, expected.posteriorCovariance);
  });

  it("finds the noise and the plane that the data were drawn with", () => {
    const rng = new Rng(1);
    const rows = Array.from({ length: 5000 }, () => {
      const [a, b] = [3 * rng.normal(), 2 * rng.normal()];
      return [a, b, a + b, a - b].map((value) => value + 0.5 * rng.normal());
    });
    const model = new ProbabilisticPCA({ nComponents: 2 }).fit(rows);
    expect(Math.abs(model.noiseVariance - 0.25)).toBeLessThan(0.02);
    const angles = principalAngles(model.loadings, [
      [1, 0],
      [0, 1],
      [1, 1],
      [1, -1],
    ]);
    expect(angles[0]).toBeLessThan(0.02);
  });

  it("refuses bad input", () => {
    expect(() => new ProbabilisticPCA({ nComponents: 5 }).fit(X)).toThrow(InvalidArgumentError);
    expect(() =>
      new ProbabilisticPCA({ nComponents: 1 }).fit([
        [1, 2],
        [2, 4],
        [3, 6],
      ]),
    ).toThrow(SingularCovarianceError);
    expect(() => new ProbabilisticPCA({ nComponents: 1 }).logLikelihood(X)).toThrow(NotFittedError);
    expect(() => new ProbabilisticPCA({ nComponents: 1 }).fit(X).logLikelihood([[1]])).toThrow(ShapeError);
  });
});

describe("principalAngles", () => {
  it.each(oracle.angles)("agrees with SciPy: $angles", ({ A, B, angles }) => {
    expectClose(principalAngles(A, B), angles);
  });

  it("is exactly small for nearly equal spaces, and π/2 for orthogonal ones", () => {
    expect(principalAngles([[1], [0]], [[1], [1e-10]])[0]).toBeCloseTo(1e-10, 20);
    expect(principalAngles([[1], [0]], [[0], [2]])[0]).toBeCloseTo(Math.PI / 2, 12);
  });

  it("refuses spaces in different dimensions and dependent columns", () => {
    expect(() => principalAngles([[1], [0]], [[1]])).toThrow(ShapeError);
    expect(() =>
      principalAngles(
        [
          [1, 2],
          [1, 2],
        ],
        [[1], [1]],
      ),
    ).toThrow(InvalidArgumentError);
  });
});
