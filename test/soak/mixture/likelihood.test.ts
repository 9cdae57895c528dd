import { describe, expect, it } from "vitest";
import { SingularCovarianceError } from "kl-to-vae/errors";
import { GaussianMixture } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";
import { covarianceTypes, initialisations } from "../../lib/mixture/covarianceTypes.js";

type Draw = (rng: Rng) => number;

/** Numbers of many kinds: they make components collapse, overlap, and lie far out. */
const kinds: Record<string, Draw> = {
  "normal numbers": (rng) => rng.normal(),
  "few integers": (rng) => rng.integer(4),
  "heavy tails": (rng) => rng.normal() / rng.uniform(),
  "very heavy tails": (rng) => rng.normal() / rng.uniform() ** 3,
  "an offset": (rng) => 1e4 + rng.normal(),
  "tiny numbers": (rng) => 1e-100 * rng.normal(),
  "two scales": (rng) => rng.normal() * (rng.uniform() < 0.5 ? 1 : 1000),
};

describe("the likelihood of mixtures without regCovar", () => {
  it.each(Object.keys(kinds))("never falls in 4000 fits to %s, or the fit is refused as singular", (kind) => {
    const rng = new Rng(7);
    let [finished, singular] = [0, 0];
    for (let run = 0; run < 4000; run++) {
      const [n, d, nComponents] = [4 + rng.integer(50), 1 + rng.integer(5), 1 + rng.integer(4)];
      const X = Array.from({ length: n }, () => Array.from({ length: d }, () => kinds[kind]!(rng)));
      const covarianceType = covarianceTypes[rng.integer(4)]!;
      const initParams = initialisations[rng.integer(4)]!;
      const options = {
        nComponents,
        covarianceType,
        initParams,
        seed: run,
        tol: 0,
        regCovar: 0,
        maxIter: 20,
      };
      let last = -Infinity;
      try {
        for (const { logLikelihood, iteration } of new GaussianMixture(options).iterate(X)) {
          const slack = 1e-10 * Math.max(1, Math.abs(logLikelihood));
          expect(logLikelihood, `run ${run}, iteration ${iteration}`).toBeGreaterThanOrEqual(last - slack);
          last = logLikelihood;
        }
        finished++;
      } catch (error) {
        if (!(error instanceof SingularCovarianceError)) throw error;
        singular++;
      }
    }
    expect(finished).toBeGreaterThan(1000);
    expect(finished + singular).toBe(4000);
  });
});
