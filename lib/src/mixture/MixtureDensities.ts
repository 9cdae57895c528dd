import type { GaussianComponent } from "./GaussianComponent.js";

/** ln p(x, z = k) = logWeights[k] + ln N(x; component k), for all k: what the E step evaluates. */
export interface MixtureDensities {
  /** K logarithms; −∞ for a component that has no weight. */
  readonly logWeights: Float64Array;
  readonly components: readonly GaussianComponent[];
}
