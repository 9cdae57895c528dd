import { adam } from "../tensorflow/index.js";
import { requireOptions } from "./checks/index.js";
import { elbo } from "./elbo.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { networkOf } from "./model/networkOf.js";
import { requireRng } from "./model/noise.js";
import { checkNames, checkInputs } from "./training/checkInputs.js";
import { modelStep } from "./training/modelStep.js";
import type { StepTask } from "./training/StepTask.js";
import type { TrainingInputs, TrainingStep, TrainingStepOptions } from "./TrainingStepOptions.js";

/**
 * The training step of a model, for a loop of one's own; `Trainer` is such a loop. On native TensorFlow it is one
 * compiled graph, on the other backends it runs operation by operation. The model shows what was learned whenever it
 * is asked, and a step follows `model.setWeights`.
 *
 * ```ts
 * const model = new VariationalAutoencoder({ inputShape: [28, 28] });
 * const step = trainingStep(model, { optimizer: adam({ learningRate: 1e-3 }), rng: new Rng(1) });
 * for (const x of batches) {
 *   const { loss, reconstruction, kl } = await step({ x, beta: 1 });
 *   console.log(`${loss} nats: ${-reconstruction} + ${kl}`);
 * }
 * step.dispose();
 * ```
 *
 * Pixels are taken as they are: the step does not look for values that the likelihood is not defined for, and a loss
 * that is not finite is returned, not refused.
 *
 * @throws InvalidArgumentError for what is no model of this package, for an option outside its values, and for `iwae`
 *   on an autoencoder. A step throws ShapeError or InvalidArgumentError for wrong inputs, and BackendError, before the
 *   first step, where the backend cannot train the model
 */
export function trainingStep(model: LatentVariableModel, options: TrainingStepOptions): TrainingStep {
  const {
    objective = elbo(),
    optimizer = adam(),
    mode = "auto",
    rng: given,
  } = requireOptions(options, ["objective", "optimizer", "rng", "mode"], "trainingStep");
  const rng = requireRng(given, "trainingStep");
  const network = networkOf(model);
  const task: StepTask<TrainingInputs> = {
    objective,
    batch: (inputs) => checkInputs(inputs, network.inputSize),
    check: (inputs) => checkNames(objective, inputs),
  };
  return modelStep(network, task, { optimizer, rng, mode });
}
