import { describe, expect, it } from "vitest";
import { oldFaithful } from "kl-to-vae/data";
import { GaussianMixture } from "kl-to-vae/mixture";

describe("GaussianMixture on Old Faithful", () => {
  const { features: X } = oldFaithful();

  it.each(["kmeans", "k-means++", "random", "random_from_data"] as const)(
    "two components from a %s start reach mclust's maximum, −1130.264 nats in all",
    (initParams) => {
      const options = { nComponents: 2, initParams, nInit: 3, tol: 1e-10, maxIter: 1000, seed: 1 };
      const gm = new GaussianMixture(options).fit(X);
      expect(gm.converged).toBe(true);
      expect(X.shape[0]! * gm.score(X)).toBeCloseTo(-1130.264, 2);
      const short = gm.means.data[0]! < gm.means.data[2]! ? 0 : 1;
      expect(gm.weights[short]).toBeCloseTo(0.3559, 3);
      expect(gm.means.data[2 * short]).toBeCloseTo(2.036, 2);
      expect(gm.means.data[2 * short + 1]).toBeCloseTo(54.48, 1);
    },
  );
});
