import type { Rng } from "../random/index.js";

/** A Monte Carlo estimate, the variance of one draw of it, and its standard error. */
export interface Estimate {
  readonly estimate: number;
  readonly variance: number;
  readonly standardError: number;
}

/** The gradient of E[f(z)], z ~ N(mean, sd²), with respect to the two parameters. */
export interface GradientEstimate {
  readonly mean: Estimate;
  readonly sd: Estimate;
}

/** Where the gradient is taken, and with how many draws. */
export interface GradientOptions {
  readonly mean: number;
  readonly sd: number;
  /** At least 2, so that there is a variance. */
  readonly samples: number;
  readonly rng: Rng;
}
