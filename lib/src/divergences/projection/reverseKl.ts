import { STANDARD_NORMAL_ENTROPY } from "../../distributions/index.js";
import type { Distribution } from "../../distributions/index.js";

const REACH = 9;
const NODES = 481;

/** Standard normal nodes and weights: the trapezoidal rule on [−9, 9], which for such integrands converges geometrically. */
const nodes: readonly number[] = Array.from(
  { length: NODES },
  (_, i) => -REACH + (2 * REACH * i) / (NODES - 1),
);
const unnormalised: readonly number[] = nodes.map((z) => Math.exp(-0.5 * z * z));
const total = unnormalised.reduce((sum, weight) => sum + weight, 0);
const weights: readonly number[] = unnormalised.map((weight) => weight / total);

/** KL(N(mean, sd) ‖ p) with its derivatives in the mean and in log sd. */
export interface ReverseKl {
  readonly kl: number;
  readonly byMean: number;
  readonly byLogSd: number;
}

/**
 * The reverse KL divergence −H − E log p(X), X from N(mean, sd), by one fixed rule, so that it is a smooth function of
 * both. Its gradient needs no derivative of p: ∂E f = E f(X) z / sd by the mean and E f(X) (z² − 1) by log sd.
 */
export function reverseKl(p: Distribution, mean: number, sd: number): ReverseKl {
  let expected = 0;
  let byMean = 0;
  let byLogSd = 0;
  for (let i = 0; i < NODES; i++) {
    const z = nodes[i] as number;
    const weighted = (weights[i] as number) * p.logProb(mean + sd * z);
    expected += weighted;
    byMean -= (weighted * z) / sd;
    byLogSd -= weighted * (z * z - 1);
  }
  return { kl: -STANDARD_NORMAL_ENTROPY - Math.log(sd) - expected, byMean, byLogSd: byLogSd - 1 };
}
