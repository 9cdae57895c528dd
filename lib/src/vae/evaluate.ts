import type { NdArray } from "../array/index.js";
import type { Rng } from "../random/index.js";
import type { Binarization } from "./Binarization.js";
import { elbo } from "./elbo.js";
import type { Evaluation } from "./Evaluation.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { networkOf } from "./model/networkOf.js";
import { requireRng } from "./model/noise.js";
import { evaluateExamples } from "./training/evaluateExamples.js";
import { Examples } from "./training/Examples.js";

/**
 * The evidence lower bound of images under a model, one draw per image.
 *
 * @param images `[n, ...inputShape]`
 * @param options `binarize`: as in training, `"none"` by default
 * @throws ShapeError, NonFiniteError, InvalidArgumentError for images that the model's likelihood is not defined for
 */
export async function evaluate(
  model: LatentVariableModel,
  images: NdArray,
  options: { readonly rng: Rng; readonly binarize?: Binarization },
): Promise<Evaluation> {
  const network = networkOf(model);
  const rng = requireRng(options.rng, "evaluate");
  const examples = new Examples(images, network, options.binarize ?? "none", "images");
  await network.ready();
  const { loss, reconstruction, kl, standardError } = await evaluateExamples(network, elbo(), examples, rng);
  return { elbo: -loss, reconstruction, kl, standardError, n: examples.count };
}
