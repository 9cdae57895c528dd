import type { NdArray } from "../array/index.js";
import type { Rng } from "../random/index.js";
import type { Binarization } from "./Binarization.js";
import { requireOptions, requireSignal } from "./checks/index.js";
import { elbo } from "./elbo.js";
import type { Evaluation } from "./Evaluation.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { networkOf } from "./model/networkOf.js";
import { requireRng } from "./model/noise.js";
import { evaluateExamples } from "./training/evaluateExamples.js";
import { requireFiniteMeans } from "./training/requireFiniteMeans.js";
import { Examples } from "./training/Examples.js";

const names = ["rng", "binarize", "signal"] as const satisfies readonly (keyof EvaluateOptions)[];

interface EvaluateOptions {
  /** Of the draws. */
  readonly rng: Rng;
  /** How grey images become black and white, as in training; `"none"` by default. */
  readonly binarize?: Binarization;
  /** Aborting it ends the evaluation after the present batch of images. */
  readonly signal?: AbortSignal;
}

/**
 * The evidence lower bound of images under a model, one draw per image.
 *
 * @param images `[n, ...inputShape]`
 * @throws the signal's reason, if it is aborted
 * @throws ShapeError, NonFiniteError, InvalidArgumentError for images that the model's likelihood is not defined for
 * @throws NonFiniteError if the bound is not finite
 */
export async function evaluate(
  model: LatentVariableModel,
  images: NdArray,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const network = networkOf(model);
  const { binarize = "none", signal, ...given } = requireOptions(options, names, "evaluate");
  const rng = requireRng(given.rng, "evaluate");
  requireSignal(signal);
  const examples = new Examples(images, network, binarize, "images");
  await network.ready();
  const means = await evaluateExamples(network, elbo(), examples, rng, { signal });
  requireFiniteMeans(means, "The images");
  const { loss, reconstruction, kl, standardError } = means;
  return { elbo: -loss, reconstruction, kl, standardError, n: examples.count };
}
