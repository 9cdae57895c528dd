import { checkedOptimizer } from "./checkedOptimizer.js";
import type { AdamOptimizer, GradientClipping } from "./Optimizer.js";
import type { Schedule } from "./schedules/index.js";

/**
 * Adam with PyTorch's arithmetic and defaults. Kingma & Ba (2015), "Adam: a method for stochastic optimization".
 *
 * @param options `learningRate` 1e-3, `beta1` 0.9, `beta2` 0.999, `epsilon` 1e-8 by default; nothing is clipped unless
 *   `clipNorm` or `clipValue` is there
 * @throws InvalidArgumentError that names the option
 */
export function adam(
  options: GradientClipping & {
    readonly learningRate?: number | Schedule;
    readonly beta1?: number;
    readonly beta2?: number;
    readonly epsilon?: number;
  } = {},
): AdamOptimizer {
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, ...clipping } = options;
  return checkedOptimizer({ kind: "adam", learningRate, beta1, beta2, epsilon, ...clipping });
}
