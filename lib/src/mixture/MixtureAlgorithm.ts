import type { Rng } from "../random/index.js";
import type { MixtureDensities } from "./MixtureDensities.js";
import type { Moments } from "./passes/Moments.js";
import type { Work } from "./Work.js";

/** What tells EM for maximum likelihood from variational Bayes: two algorithms that alternate the same E step with an M step. */
export interface MixtureAlgorithm<Parameters> {
  /** Gives the parameters that a start begins with. */
  findStart(rng: Rng): Work<Parameters>;
  /** What the E step evaluates under the parameters. */
  densities(parameters: Parameters): MixtureDensities;
  /** The M step: the best parameters under the responsibilities of an E step. */
  maximize(moments: Moments): Parameters;
  /** The bound after an E step, which gave the moments, and the M step that followed, which gave the rest. */
  lowerBound(moments: Moments, parameters: Parameters, densities: MixtureDensities): number;
}
