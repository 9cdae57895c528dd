import { describe, expect, it } from "vitest";
import { ndarray, toRows } from "kl-to-vae/array";
import { MultivariateNormal } from "kl-to-vae/distributions";
import { BayesianGaussianMixture, GaussianMixture } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { blobs } from "./blobs.js";
import { covarianceMatrices } from "./covarianceMatrices.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { expectClose } from "./expectClose.js";

const X = blobs({ n: 200, spread: 4 });

describe("the prior", () => {
  it("is taken from the data where it is left open", () => {
    const mean = [0, 1].map((j) => X.reduce((sum, row) => sum + row[j]! / X.length, 0));
    const covariance = [0, 1].map((i) =>
      [0, 1].map((j) =>
        X.reduce((sum, row) => sum + ((row[i]! - mean[i]!) * (row[j]! - mean[j]!)) / (X.length - 1), 0),
      ),
    );
    const variances = [covariance[0]![0]!, covariance[1]![1]!];
    const expected = {
      full: covariance,
      tied: covariance,
      diag: variances,
      spherical: (variances[0]! + variances[1]!) / 2,
    };
    for (const covarianceType of covarianceTypes) {
      const { prior } = new BayesianGaussianMixture({ nComponents: 4, covarianceType }).fit(X);
      expectClose(prior.mean, mean, 1e-12);
      expectClose(prior.covariance.data, expected[covarianceType], 1e-12);
      expect(prior).toMatchObject({ weightConcentration: 0.25, meanPrecision: 1, degreesOfFreedom: 2 });
      expect(prior.weightConcentrationType).toBe("dirichlet_process");
    }
  });

  it("is what the options say, as numbers, typed arrays or arrays with a shape", () => {
    const [mean, matrix] = [
      [1, -1],
      [
        [2, 0.5],
        [0.5, 3],
      ],
    ];
    const given = [
      { meanPrior: mean, covariancePrior: matrix },
      {
        meanPrior: Float64Array.from(mean),
        covariancePrior: ndarray(Float64Array.from(matrix.flat()), [2, 2]),
      },
      { meanPrior: ndarray(Float64Array.from(mean), [2]), covariancePrior: matrix },
    ];
    const [a, ...others] = given.map((priors) =>
      new BayesianGaussianMixture({ nComponents: 2, ...priors }).fit(X),
    );
    expect([...a!.prior.mean]).toEqual(mean);
    expect([...a!.prior.covariance.data]).toEqual(matrix.flat());
    for (const b of others) expect(b.parameters).toEqual(a!.parameters);
  });

  it("that outweighs the data is what remains", () => {
    const model = new BayesianGaussianMixture({
      meanPrior: [50, -50],
      meanPrecisionPrior: 1e12,
      degreesOfFreedomPrior: 1e12,
      covariancePrior: [
        [4e12, 0],
        [0, 9e12],
      ],
    }).fit(X);
    expectClose(model.means.data, [50, -50], 1e-8);
    expectClose(model.covariances.data, [4, 0, 0, 9], 1e-6);
  });
});

describe("with much data and a weak prior", () => {
  it.each(covarianceTypes)("%s: the posterior is near the maximum of the likelihood", (covarianceType) => {
    const many = blobs({ n: 6000, K: 3, spread: 12, seed: 5 });
    const common = { nComponents: 3, covarianceType, tol: 1e-6, maxIter: 500 };
    const weak = {
      meanPrecisionPrior: 1e-3,
      weightConcentrationPriorType: "dirichlet_distribution",
    } as const;
    const covariancePrior = {
      full: [
        [1, 0],
        [0, 1],
      ],
      tied: [
        [1, 0],
        [0, 1],
      ],
      diag: [1, 1],
      spherical: 1,
    };
    const model = new BayesianGaussianMixture({
      ...common,
      ...weak,
      covariancePrior: covariancePrior[covarianceType],
    });
    const ml = new GaussianMixture(common).fit(many);
    model.fit(many);
    expectClose(model.means.data, ml.means.data, 1e-3);
    expectClose(model.covariances.data, ml.covariances.data, 5e-3);
    expectClose(model.weights, ml.weights, 1e-3);
    expect(Math.abs(model.score(many) - ml.score(many))).toBeLessThan(5e-3);
  });
});

describe.each(covarianceTypes)("a fitted Bayesian mixture, %s", (covarianceType) => {
  const model = new BayesianGaussianMixture({ nComponents: 4, covarianceType, seed: 1, maxIter: 500 }).fit(X);

  it("has precisions that are the inverses of its covariances", () => {
    const [S, P] = [model.covariances, model.precisions].map((arrays) =>
      covarianceMatrices(covarianceType, arrays, 4, 2),
    );
    S!.forEach((s, k) => {
      const product = s.map((row) => [0, 1].map((j) => row[0]! * P![k]![0]![j]! + row[1]! * P![k]![1]![j]!));
      expectClose(product.flat(), [1, 0, 0, 1], 1e-10);
    });
  });

  it("predicts the most probable component", () => {
    const proba = toRows(model.predictProba(X));
    const labels = model.predict(X);
    proba.forEach((row, i) => {
      expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(row[labels[i]!]).toBe(Math.max(...row));
    });
    expect(model.fitPredict(X)).toEqual(labels);
  });

  it("scores less than the mixture at the expected parameters does, by Jensen's inequality", () => {
    const matrices = covarianceMatrices(covarianceType, model.covariances, 4, 2);
    const components = matrices.map(
      (matrix, k) => new MultivariateNormal([...model.means.data.slice(2 * k, 2 * k + 2)], matrix),
    );
    const scores = model.scoreSamples(X);
    X.forEach((x, i) => {
      const density = components.reduce((sum, c, k) => sum + model.weights[k]! * Math.exp(c.logProb(x)), 0);
      expect(scores[i]).toBeLessThan(Math.log(density));
    });
    expect(model.score(X)).toBeCloseTo(
      scores.reduce((sum, score) => sum + score / X.length, 0),
      12,
    );
  });

  it("samples from the mixture at the expected parameters", () => {
    const { samples, labels } = model.sample(20_000, { rng: new Rng(2) });
    const mean = [0, 1].map((j) =>
      model.weights.reduce((sum, w, k) => sum + w * model.means.data[2 * k + j]!, 0),
    );
    const drawn = [0, 1].map((j) => toRows(samples).reduce((sum, row) => sum + row[j]! / 20_000, 0));
    drawn.forEach((value, j) => expect(Math.abs(value - mean[j]!)).toBeLessThan(0.2));
    const shares = [0, 1, 2, 3].map((k) => labels.filter((label) => label === k).length / 20_000);
    expectClose(shares, [...model.weights], 0.02);
  });
});

describe("restarts", () => {
  it("keep the end with the highest bound", async () => {
    const options = { nComponents: 4, initParams: "random", nInit: 6, seed: 5, maxIter: 300 } as const;
    const ends = new Map<number, number>();
    const model = new BayesianGaussianMixture(options);
    await model.fitAsync(X, { onIteration: ({ start, lowerBound }) => ends.set(start, lowerBound) });
    expect(ends.size).toBe(6);
    expect(new Set([...ends.values()].map((bound) => bound.toFixed(3))).size).toBeGreaterThan(1);
    expect(model.lowerBound).toBe(Math.max(...ends.values()));
  });
});

describe("a fit that does not converge within maxIter", () => {
  it("warns once, with what to raise", () => {
    const messages: string[] = [];
    const onWarning = (message: string): number => messages.push(message);
    new BayesianGaussianMixture({ nComponents: 3, maxIter: 2, tol: 0, nInit: 3, onWarning }).fit(X);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/did not converge in 2 iterations.*Raise maxIter or tol/);
  });
});
