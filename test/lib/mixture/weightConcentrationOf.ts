import type { BayesianGaussianMixture } from "kl-to-vae/mixture";

/** The parameters of the weights' posterior: the two rows of a stick-breaking process, or the one of a Dirichlet distribution. */
export function weightConcentrationOf({ weightConcentration }: BayesianGaussianMixture): number[][] {
  return "a" in weightConcentration
    ? [[...weightConcentration.a], [...weightConcentration.b]]
    : [[...weightConcentration]];
}
