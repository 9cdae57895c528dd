import { NonFiniteError } from "../../errors/index.js";
import type { InputsOf, LossNumbers, StepState } from "../../tensorflow/index.js";
import type { TrainingInputs, TrainingLoss, TrainingStep } from "../TrainingStepOptions.js";

/** Steps between two looks at the weights: enough that copying them costs next to nothing. */
const stepsPerLook = 250;

const remedy = "The weights are back at the last good ones; try a lower learning rate.";

/** A training step and the latest state of it that was found good. */
export class TrainingState {
  readonly #step: TrainingStep;
  #good: StepState | undefined;
  #steps = 0;

  constructor(step: TrainingStep) {
    this.#step = step;
  }

  /** Steps since the training began, without those that were undone. */
  get steps(): number {
    return this.#steps;
  }

  /** @throws NonFiniteError if the loss is NaN or infinite; the message names the step and the part */
  async step(inputs: InputsOf<TrainingInputs>): Promise<LossNumbers<TrainingLoss>> {
    const losses = await this.#step(inputs);
    this.#steps++;
    requireFinite(this.#steps, losses);
    if (this.#steps - (this.#good?.steps ?? 0) >= stepsPerLook) await this.approve();
    return losses;
  }

  /**
   * Remembers the present state as good.
   *
   * @throws NonFiniteError if a weight is not finite; the message names it
   */
  async approve(): Promise<void> {
    const state = await this.#step.state();
    const [bad] = Object.entries(state.variables).find(([, { data }]) => !isFinite(data)) ?? [];
    if (bad !== undefined) {
      throw new NonFiniteError(`By step ${this.#steps} the weight ${bad} stopped being finite. ${remedy}`);
    }
    this.#good = state;
  }

  /** Goes back to the latest state that was good. */
  async rollBack(): Promise<void> {
    if (this.#good === undefined) return;
    await this.#step.load(this.#good);
    this.#steps = this.#good.steps;
  }

  dispose(): void {
    this.#step.dispose();
  }
}

function requireFinite(step: number, { loss, reconstruction, kl }: LossNumbers<TrainingLoss>): void {
  const parts = { "reconstruction part of the loss": reconstruction, "KL part of the loss": kl, loss };
  for (const [name, value] of Object.entries(parts)) {
    if (Number.isFinite(value)) continue;
    throw new NonFiniteError(`At step ${step} the ${name} became ${value}. ${remedy}`);
  }
}

/** A sum is finite only if every term is; in float64 no sum of float32 numbers overflows. */
function isFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return Number.isFinite(sum);
}
