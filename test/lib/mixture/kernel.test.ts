import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MultivariateNormal, logSumExp } from "kl-to-vae/distributions";
import { GaussianMixture, logJoint, type CovarianceType, type EmStep } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";

/** n points in d dimensions, of two kinds. */
function points(n: number, d: number, rng: Rng): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: d }, (__, j) => rng.normal() * (1 + j) + (i % 2 ? 2 : -1)),
  );
}

/** The first EM step on data, from means at K of the points. */
function firstStep(X: number[][], K: number, covarianceType: CovarianceType, regCovar = 1e-6): EmStep {
  const d = X[0]!.length;
  const unit = Array.from({ length: d }, (_, i) => Array.from({ length: d }, (__, j) => Number(i === j)));
  const precisionsInit = {
    full: Array.from({ length: K }, () => unit),
    tied: unit,
    diag: Array.from({ length: K }, () => new Array<number>(d).fill(1)),
    spherical: new Array<number>(K).fill(1),
  }[covarianceType];
  const gm = new GaussianMixture({
    nComponents: K,
    covarianceType,
    regCovar,
    weightsInit: new Array<number>(K).fill(1 / K),
    meansInit: X.slice(0, K),
    precisionsInit,
  });
  return gm.iterate(X).next().value!;
}

/** The weights, means and covariances that given responsibilities lead to, by the definition. */
function momentsOf(
  X: number[][],
  responsibilities: ArrayLike<number>,
  k: number,
  K: number,
): {
  weight: number;
  mean: number[];
  covariance: number[][];
} {
  const r = X.map((_, i) => responsibilities[i * K + k]!);
  const count = r.reduce((sum, value) => sum + value, 0);
  const average = (f: (x: number[]) => number): number =>
    X.reduce((sum, x, i) => sum + (r[i]! / count) * f(x), 0);
  const mean = X[0]!.map((_, j) => average((x) => x[j]!));
  const covariance = mean.map((a, i) => mean.map((b, j) => average((x) => (x[i]! - a) * (x[j]! - b))));
  return { weight: count / X.length, mean, covariance };
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  const errors = expected.map((value, i) => Math.abs(actual[i]! - value) / Math.max(1, Math.abs(value)));
  expect(actual).toHaveLength(expected.length);
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}

describe("the kernel of the E and M step", () => {
  // Points are worked on in fours, tiles of 64 and chunks of up to 4096; rows of matrices in fours and a pair.
  const sizes = [2, 3, 4, 5, 63, 64, 65, 67, 129, 4095, 4096, 4097, 8200];

  it.each(sizes)("%i points: densities are those of each component by itself", (n) => {
    for (const d of n < 200 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 2, 3]) {
      const rng = new Rng(n + d);
      const X = points(n, d, rng);
      const gm = new GaussianMixture({
        nComponents: 2,
        regCovar: 0.1,
        maxIter: 3,
        onWarning: () => undefined,
      }).fit(X);
      const normals = [0, 1].map((k) => {
        const covariance = { data: gm.covariances.data.slice(k * d * d, (k + 1) * d * d), shape: [d, d] };
        return new MultivariateNormal([...gm.means.data.slice(k * d, (k + 1) * d)], covariance);
      });
      const joint = logJoint(X, gm.parameters);
      const expected = X.flatMap((x) => normals.map((p, k) => Math.log(gm.weights[k]!) + p.logProb(x)));
      expectClose(joint.data, expected, 1e-11);
      const evidence = X.map((_, i) => logSumExp(joint.data.subarray(2 * i, 2 * i + 2)));
      expectClose(gm.scoreSamples(X), evidence, 1e-13);
      expectClose(
        gm.predictProba(X).data,
        [...joint.data].map((l, i) => Math.exp(l - evidence[i >> 1]!)),
        1e-13,
      );
    }
  });

  it.each(sizes.filter((n) => n >= 4))("%i points: moments are those of the responsibilities", (n) => {
    for (const d of n < 200 ? [1, 2, 3, 5, 8, 11] : [1, 3]) {
      const X = points(n, d, new Rng(n * d));
      const K = Math.min(n, 3);
      const { weights, means, covariances, responsibilities } = firstStep(X, K, "full");
      for (let k = 0; k < K; k++) {
        const { weight, mean, covariance } = momentsOf(X, responsibilities.data, k, K);
        const block = covariances.data.slice(k * d * d, (k + 1) * d * d);
        expectClose([weights[k]!], [weight], 1e-12);
        expectClose(means.data.slice(k * d, (k + 1) * d), mean, 1e-12);
        expectClose(
          block,
          covariance.flatMap((row, i) => row.map((c, j) => c + (i === j ? 1e-6 : 0))),
          1e-11,
        );
      }
    }
  });

  it.each(["tied", "diag", "spherical"] as const)(
    "%s covariances are the means of what they share",
    (type) => {
      const [n, d, K] = [150, 3, 3];
      const X = points(n, d, new Rng(5));
      const step = firstStep(X, K, type, 0);
      const own = [0, 1, 2].map((k) => momentsOf(X, step.responsibilities.data, k, K));
      const expected = {
        tied: own[0]!.covariance.flatMap((row, i) =>
          row.map((_, j) =>
            own.reduce((sum, { weight, covariance }) => sum + weight * covariance[i]![j]!, 0),
          ),
        ),
        diag: own.flatMap(({ covariance }) => covariance.map((row, i) => row[i]!)),
        spherical: own.map(({ covariance }) => covariance.reduce((sum, row, i) => sum + row[i]! / d, 0)),
      }[type];
      expectClose(step.covariances.data, expected, 1e-12);
    },
  );

  it("small responsibilities are right to their last digits, down to the smallest double", () => {
    // Two components of variance 1 at −a and a: the log-odds at x are 2 a x.
    const gm = new GaussianMixture({
      nComponents: 2,
      weightsInit: [0.5, 0.5],
      meansInit: [[-1], [1]],
      precisionsInit: [[[1]], [[1]]],
      maxIter: 0,
    }).fit([[0], [1]]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 372, noNaN: true }), (x) => {
        const [small, large] = gm.predictProba([[x]]).data;
        const logOdds = -0.5 * ((x + 1) * (x + 1) - (x - 1) * (x - 1));
        const expected = Math.exp(logOdds) / (1 + Math.exp(logOdds));
        // The exponent is a difference of numbers up to x²/2, each rounded.
        const tolerance = 1e-15 + 2e-16 * (x + 1) ** 2;
        expect(Math.abs(small! - expected)).toBeLessThanOrEqual(tolerance * expected + 1e-323);
        expect(small! + large!).toBeCloseTo(1, 15);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect([...gm.predictProba([[400]]).data]).toEqual([0, 1]);
  });

  it("a mean that jumps far in a step loses no digits of the variance", () => {
    // One component starts 10⁷ standard deviations away from the points that it takes.
    const rng = new Rng(2);
    const X = Array.from({ length: 500 }, () => [rng.normal()]);
    const gm = new GaussianMixture({
      regCovar: 0,
      weightsInit: [1],
      meansInit: [[1e7]],
      precisionsInit: [[[1e-12]]],
      maxIter: 1,
      onWarning: () => undefined,
    }).fit(X);
    const mean = X.reduce((sum, [x]) => sum + x! / 500, 0);
    const variance = X.reduce((sum, [x]) => sum + (x! - mean) ** 2 / 500, 0);
    expectClose(gm.means.data, [mean], 1e-14);
    expectClose(gm.covariances.data, [variance], 1e-13);
  });

  it("more columns than a kernel's memory holds are refused", () => {
    const X = { data: new Float64Array(8e6).map((_, i) => i % 7), shape: [2, 4e6] };
    const gm = new GaussianMixture({ covarianceType: "diag" });
    expect(() => gm.fit(X)).toThrow(/1 components in 4000000 dimensions do not fit/);
  });

  it("more covariances than a kernel's memory holds are refused with a remedy", () => {
    const d = 6000;
    const X = { data: new Float64Array(20 * d).map((_, i) => (i * 7919) % 101), shape: [20, d] };
    const gm = new GaussianMixture({ nComponents: 20, initParams: "random" });
    expect(() => gm.fit(X)).toThrow(/20 full covariances in 6000 dimensions do not fit.*"diag"/);
    expect(new GaussianMixture({ nComponents: 20, covarianceType: "diag" }).fit(X).converged).toBe(true);
  });
});
