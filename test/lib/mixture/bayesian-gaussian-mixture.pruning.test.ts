import { describe, expect, it } from "vitest";
import { BayesianGaussianMixture, GaussianMixture } from "kl-to-vae/mixture";
import { blobs } from "./blobs.js";
import { covarianceTypes } from "./covarianceTypes.js";
import { loadRecipe } from "./formulaData.js";

const priors = ["dirichlet_process", "dirichlet_distribution"] as const;
const used = ({ weights }: BayesianGaussianMixture): number =>
  weights.filter((weight) => weight > 0.01).length;

describe.each(priors)("eight components on three groups, %s", (weightConcentrationPriorType) => {
  const X = blobs({ n: 300, K: 3, spread: 10, seed: 7 });

  it.each(covarianceTypes)("%s: three keep weight above 1 %", (covarianceType) => {
    const model = new BayesianGaussianMixture({
      nComponents: 8,
      covarianceType,
      weightConcentrationPriorType,
      weightConcentrationPrior: 1e-3,
      maxIter: 2000,
      tol: 1e-6,
      seed: 1,
    }).fit(X);
    expect(model.converged).toBe(true);
    expect(used(model)).toBe(3);
    model.weights.filter((weight) => weight > 0.01).forEach((weight) => expect(weight).toBeCloseTo(1 / 3, 1));
    expect(new Set(model.predict(X)).size).toBe(3);
    const total = model.weights.reduce((sum, weight) => sum + weight, 0);
    expect(total).toBeCloseTo(1, 12);
  });

  it("components without data have the prior's mean and covariance", () => {
    const model = new BayesianGaussianMixture({
      nComponents: 8,
      weightConcentrationPriorType,
      weightConcentrationPrior: 1e-3,
      meanPrior: [1, 2],
      covariancePrior: [
        [2, 0.5],
        [0.5, 3],
      ],
      degreesOfFreedomPrior: 4,
      maxIter: 2000,
      tol: 1e-9,
    }).fit(X);
    const empty = [...model.meanPrecision].flatMap((beta, k) => (beta < 1 + 1e-9 ? [k] : []));
    expect(empty.length).toBeGreaterThanOrEqual(3);
    for (const k of empty) {
      expect(model.degreesOfFreedom[k]).toBeCloseTo(4, 8);
      [1, 2].forEach((mean, j) => expect(model.means.data[2 * k + j]).toBeCloseTo(mean, 6));
      [2, 0.5, 0.5, 3].forEach((value, j) =>
        expect(model.covariances.data[4 * k + j]).toBeCloseTo(value / 4, 6),
      );
    }
  });
});

describe("Old Faithful", () => {
  const X = loadRecipe({ file: "old-faithful.csv" });

  it("needs two of six components, where maximum likelihood uses all", () => {
    const options = { nComponents: 6, maxIter: 5000, tol: 1e-6, seed: 1 };
    const model = new BayesianGaussianMixture({ ...options, weightConcentrationPrior: 1e-2 }).fit(X);
    expect(used(model)).toBe(2);
    expect(new GaussianMixture(options).fit(X).weights.every((weight) => weight > 0.01)).toBe(true);
    const heaviest = model.weights.indexOf(Math.max(...model.weights));
    expect(model.means.data[2 * heaviest]).toBeCloseTo(4.29, 1);
  });
});

describe("the concentration", () => {
  const X = blobs({ n: 120, K: 3, spread: 10, seed: 7 });
  const fit = (weightConcentrationPriorType: (typeof priors)[number], weightConcentrationPrior: number) =>
    new BayesianGaussianMixture({
      nComponents: 8,
      weightConcentrationPriorType,
      weightConcentrationPrior,
      maxIter: 3000,
    }).fit(X);

  it("of a Dirichlet distribution keeps all components if it is large", () => {
    expect(used(fit("dirichlet_distribution", 1e-3))).toBe(3);
    expect(used(fit("dirichlet_distribution", 1000))).toBe(8);
  });

  it.each(priors)("%s: the ELBO is higher for a moderate one than for a tiny or a huge one", (type) => {
    const [tiny, moderate, huge] = [1e-4, 0.3, 1000].map((concentration) => fit(type, concentration).elbo);
    expect(moderate).toBeGreaterThan(tiny! + 1);
    expect(moderate).toBeGreaterThan(huge! + 1);
  });
});
