import { checkedOptimizer } from "./checkedOptimizer.js";
import type { GradientClipping, SgdOptimizer } from "./Optimizer.js";
import type { Schedule } from "./schedules/index.js";

/**
 * Stochastic gradient descent as in PyTorch: with momentum the velocity is u ← momentum · u + g, and the step goes
 * along −u, or with Nesterov's correction along −(g + momentum · u). Sutskever et al. (2013), "On the importance of
 * initialization and momentum in deep learning".
 *
 * @param options `momentum` 0 and `nesterov` false by default; nothing is clipped unless `clipNorm` or `clipValue` is
 *   there
 * @throws InvalidArgumentError that names the option
 */
export function sgd(
  options: GradientClipping & {
    readonly learningRate: number | Schedule;
    readonly momentum?: number;
    readonly nesterov?: boolean;
  },
): SgdOptimizer {
  const { learningRate, momentum = 0, nesterov = false, ...clipping } = options;
  return checkedOptimizer({ kind: "sgd", learningRate, momentum, nesterov, ...clipping });
}
