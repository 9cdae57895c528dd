import { InvalidArgumentError } from "../errors/index.js";
import { describeValue, requireOptions } from "./checks/index.js";

/** What training minimises: β KL − E log p(x | z), as plain data. */
export interface ElboObjective {
  readonly kind: "elbo";
  readonly beta: number;
  readonly warmUp: number;
}

/**
 * The negative evidence lower bound, one draw per example; with another weight on the KL term it is the β-VAE
 * (Higgins et al. 2017), and no bound for β < 1.
 *
 * @param options `beta`: weight of the KL term, 1 by default. `warmUp`: epochs over which the weight rises from 0 to
 *   `beta` (Sønderby et al. 2016), 0 by default
 * @throws InvalidArgumentError for a negative or infinite value, or another option
 */
export function elbo(options: { readonly beta?: number; readonly warmUp?: number } = {}): ElboObjective {
  const { beta = 1, warmUp = 0 } = requireOptions(options, ["beta", "warmUp"], "elbo");
  for (const [name, value] of Object.entries({ beta, warmUp })) {
    if (!Number.isFinite(value) || value < 0) {
      throw new InvalidArgumentError(
        `${name} is ${describeValue(value)}, but must be a finite number that is not negative.`,
      );
    }
  }
  return { kind: "elbo", beta, warmUp };
}
