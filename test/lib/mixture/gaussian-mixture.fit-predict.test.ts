import { describe, expect, it } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { GaussianMixture } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { covarianceTypes } from "./covarianceTypes.js";
import { randomMixture } from "./randomMixture.js";

const quiet = { onWarning: () => undefined };

describe("fitPredict", () => {
  it.each(
    covarianceTypes.flatMap((covarianceType) =>
      (
        [
          [2, 1e-7],
          [2, 0.1],
          [300, 1e-7],
          [300, 0.1],
        ] as const
      ).map((end) => [covarianceType, ...end] as const),
    ),
  )("%s, maxIter %i, tol %d: gives the labels that fit and predict give", (covarianceType, maxIter, tol) => {
    const { X, labels } = randomMixture({ covarianceType, seed: 6 });
    const options = { nComponents: 2, covarianceType, maxIter, tol, seed: 1, ...quiet };
    const gm = new GaussianMixture(options);
    const found = gm.fitPredict(X);
    expect(found).toBeInstanceOf(Int32Array);
    expect(found).toEqual(new GaussianMixture(options).fit(X).predict(X));
    expect(found).toEqual(gm.predict(X));
    const agreeing = labels.filter((label, i) => label === found[i]).length;
    expect(Math.max(agreeing, labels.length - agreeing)).toBeGreaterThan(0.97 * labels.length);
  });

  it("gives the labels of the start that is kept", () => {
    const rng = new Rng(0);
    const X = Array.from({ length: 400 }, () => Array.from({ length: 5 }, () => rng.normal()));
    const gm = new GaussianMixture({ nComponents: 5, nInit: 5, initParams: "random", seed: 0, ...quiet });
    expect(gm.fitPredict(X)).toEqual(gm.predict(X));
  });

  it("refuses what fit refuses", () => {
    expect(() => new GaussianMixture({ nComponents: 3 }).fitPredict([[1], [2]])).toThrow(
      InvalidArgumentError,
    );
  });
});
