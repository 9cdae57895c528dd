import type { NdArray } from "../../array/index.js";
import { NonFiniteError } from "../../errors/index.js";
import type { CompiledStep, InputsOf, LossNumbers, NamedArrays, StepState } from "../../tensorflow/index.js";
import type { TrainingLoss } from "../TrainingStepOptions.js";
import type { FeedInputs } from "./Feed.js";

/** Steps between two looks at the weights: enough that copying them costs next to nothing. */
const stepsPerLook = 250;

const remedy = "The weights are back at the last good ones; try a lower learning rate.";
/** Where nothing has been learned yet, no learning rate is to blame. */
const remedyAtFirst = "The weights are as they were; centre and scale the data to values of about 1.";

/** A training step that goes back to the latest state that was found good where a loss or weight is not finite. */
export class GuardedStep {
  readonly #step: CompiledStep<FeedInputs, TrainingLoss>;
  #good: StepState;
  #steps: number;
  #wentWrong = false;

  private constructor(step: CompiledStep<FeedInputs, TrainingLoss>, good: StepState) {
    this.#step = step;
    this.#good = good;
    this.#steps = good.steps;
  }

  /**
   * @param earlier a state to go on from, but with the weights that the model has now
   * @throws NonFiniteError if one of these is not finite
   */
  static async begin(
    step: CompiledStep<FeedInputs, TrainingLoss>,
    earlier?: StepState,
  ): Promise<GuardedStep> {
    const present = await step.state();
    const bad = nonFiniteOf(present);
    if (bad !== undefined) {
      throw new NonFiniteError(
        `The weight ${bad} of the model is not finite: give it finite weights, model.setWeights(…).`,
      );
    }
    const state = earlier === undefined ? present : { ...earlier, variables: present.variables };
    if (earlier !== undefined) await step.load(state);
    return new GuardedStep(step, state);
  }

  /** Steps since the training began, without those that were undone. */
  get steps(): number {
    return this.#steps;
  }

  /** Whether the latest steps were undone, since a loss or weight was not finite. */
  get wentWrong(): boolean {
    return this.#wentWrong;
  }

  /** The latest state that was found good. */
  get good(): StepState {
    return this.#good;
  }

  /** How many steps may be taken in a row before the weights are looked at. */
  get stepsToLook(): number {
    return stepsPerLook - (this.#steps - this.#good.steps);
  }

  /**
   * Takes steps in a row.
   *
   * @returns the losses of those that were taken
   * @throws NonFiniteError if a loss is NaN or infinite; the message names the step and the part
   */
  async take(inputs: readonly InputsOf<FeedInputs>[]): Promise<LossNumbers<TrainingLoss>[]> {
    const losses = await this.#step.many(inputs);
    for (const each of losses) {
      this.#steps++;
      await this.#requireFinite(each);
    }
    if (this.stepsToLook <= 0) await this.approve();
    return losses;
  }

  /**
   * Remembers the present state as good.
   *
   * @throws NonFiniteError if a weight is not finite; the message names it
   */
  async approve(): Promise<void> {
    const state = await this.#step.state();
    const bad = nonFiniteOf(state);
    if (bad !== undefined) {
      return this.#refuse(`By step ${this.#steps} the weight ${bad} stopped being finite.`);
    }
    this.#good = state;
    this.#wentWrong = false;
  }

  /** Puts other weights in the place of the present ones; the optimiser keeps its averages. */
  async replaceWeights(variables: NamedArrays): Promise<void> {
    const state = { ...(await this.#step.state()), variables };
    await this.#step.load(state);
    this.#good = state;
  }

  dispose(): void {
    this.#step.dispose();
  }

  async #requireFinite({ loss, reconstruction, kl }: LossNumbers<TrainingLoss>): Promise<void> {
    const parts = { "reconstruction part of the loss": reconstruction, "KL part of the loss": kl, loss };
    const [name, value] = Object.entries(parts).find(([, part]) => !Number.isFinite(part)) ?? [];
    if (name !== undefined) await this.#refuse(`At step ${this.#steps} the ${name} became ${value}.`);
  }

  /** Goes back to the latest state that was good. */
  async #refuse(reason: string): Promise<never> {
    const isFirst = this.#steps === 1;
    await this.#step.load(this.#good);
    this.#steps = this.#good.steps;
    this.#wentWrong = true;
    throw new NonFiniteError(`${reason} ${isFirst ? remedyAtFirst : remedy}`);
  }
}

/** The name of a weight that is not finite. */
function nonFiniteOf({ variables }: StepState): string | undefined {
  return Object.keys(variables).find((name) => !isFinite((variables[name] as NdArray<Float32Array>).data));
}

/** A sum is finite only if every term is; in float64 no sum of float32 numbers overflows. */
function isFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return Number.isFinite(sum);
}
