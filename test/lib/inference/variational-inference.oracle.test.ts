import { describe, expect, it } from "vitest";
import { variationalInference } from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";
import { oracle, targetOf, type OracleTarget } from "./targets.js";

const cases = oracle.targets.flatMap((target) =>
  (["mean-field", "full-rank"] as const).flatMap((family) =>
    (["reparameterized", "score-function"] as const).map((estimator) => ({ target, family, estimator })),
  ),
);

function optimumOf(target: OracleTarget, family: "mean-field" | "full-rank"): OracleTarget["fullRank"] {
  return family === "mean-field" ? target.meanField : target.fullRank;
}

describe("variationalInference and the optimum found by quadrature", () => {
  it.each(cases)(
    "$target.name, $family, $estimator: the same q, and the ELBO below the log evidence",
    ({ target, family, estimator }) => {
      const { logDensity, gradient } = targetOf(target);
      const best = optimumOf(target, family);
      const { approximation, elbo, standardError, converged } = variationalInference(logDensity, {
        dimension: 2,
        family,
        estimator,
        gradient,
        rng: new Rng(7),
      });
      expect(converged).toBe(true);
      approximation.mean.forEach((mean, i) => {
        expect(Math.abs(mean - best.mean[i]!)).toBeLessThan(0.05 * Math.sqrt(best.covariance[i]![i]!));
        expect(Math.abs(approximation.variance[i]! / best.covariance[i]![i]! - 1)).toBeLessThan(0.05);
      });
      if ("covariance" in approximation) {
        const scale = Math.sqrt(best.covariance[0][0] * best.covariance[1][1]);
        expect(Math.abs(approximation.covariance.data[1]! - best.covariance[0][1])).toBeLessThan(
          0.05 * scale,
        );
      }
      expect(Math.abs(elbo - best.elbo)).toBeLessThan(4 * standardError + 0.002);
      expect(elbo).toBeLessThan(target.logEvidence + 4 * standardError);
    },
  );

  it.each(oracle.targets.slice(0, 2))("$name: the error shrinks as draws are added", (target) => {
    const { logDensity, gradient } = targetOf(target);
    const errorWith = (samples: number): number => {
      const runs = [1, 2, 3].map((seed) => {
        const { approximation } = variationalInference(logDensity, {
          dimension: 2,
          family: "full-rank",
          gradient,
          samples,
          steps: 200,
          rng: new Rng(seed),
        });
        return approximation.variance.reduce(
          (sum, v, i) => sum + (v / target.fullRank.covariance[i]![i]! - 1) ** 2,
          0,
        );
      });
      return runs.reduce((sum, error) => sum + error, 0);
    };
    expect(errorWith(64)).toBeLessThan(errorWith(4) / 2);
  });
});
