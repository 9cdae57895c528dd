import { requireCount, requireOptions } from "./checks/index.js";

/** What training minimises: −log (1/k) Σ p(x, zᵢ) / q(zᵢ | x) for k = `samples`, as plain data. */
export interface IwaeObjective {
  readonly kind: "iwae";
  readonly samples: number;
}

/**
 * The importance weighted bound, −log (1/k) Σᵢ wᵢ with wᵢ = p(x, zᵢ) / q(zᵢ | x) and k draws zᵢ from q(z | x) per
 * example, in nats. It lies above −log p(x), and in expectation the closer the larger k is. Burda, Grosse &
 * Salakhutdinov (2016), "Importance weighted autoencoders".
 *
 * All densities are taken at the draws, with their constants; the KL divergence in closed form is not used. For one draw
 * the loss is therefore not that of `elbo()`, but has its expectation.
 *
 * @param options `samples`: the draws k per example; memory and time of a step grow with it
 * @throws InvalidArgumentError unless it is a positive integer, and the only option
 */
export function iwae(options: { readonly samples: number }): IwaeObjective {
  const { samples } = requireOptions(options, ["samples"], "iwae");
  requireCount("samples", samples);
  return { kind: "iwae", samples };
}
