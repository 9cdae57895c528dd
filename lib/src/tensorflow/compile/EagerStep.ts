import * as tf from "@tensorflow/tfjs-core";
import type { RngState } from "../../random/index.js";
import { checkedState } from "./checkedState.js";
import { EagerRandom } from "./EagerRandom.js";
import { explainFailure } from "./explainFailure.js";
import { inARow } from "./inARow.js";
import { flattenInputs } from "./flattenInputs.js";
import type { FlatLoss } from "./flattenLoss.js";
import { lossAndGradients } from "./lossAndGradients.js";
import { clipGradients, slotNames, updatedBy } from "./optimizers/index.js";
import { requireUndisposed } from "./requireUndisposed.js";
import { settled } from "./settled.js";
import { stateOf } from "./stateOf.js";
import type { StepDefinition } from "./StepDefinition.js";
import type { InputsOf, InputTensors } from "./StepInputs.js";
import type { LossNumbers, StepLoss } from "./StepLoss.js";
import type { StepRunner } from "./StepRunner.js";
import type { StepState } from "./StepState.js";

/** What a step has computed before anything has changed. */
interface Outcome<L extends StepLoss> {
  readonly loss: FlatLoss<L>;
  /** What becomes of each variable and its slots. */
  readonly updates: tf.Tensor[][];
}

/** Runs a step operation by operation, on whatever backend is in use. */
export class EagerStep<T extends InputTensors, L extends StepLoss> implements StepRunner<T, L> {
  readonly #definition: StepDefinition<T, L>;
  readonly #random: EagerRandom;
  /** Each variable with its slots behind it. */
  readonly #variables: readonly (readonly tf.Variable[])[];
  #steps = 0;

  constructor(definition: StepDefinition<T, L>) {
    this.#definition = definition;
    this.#random = new EagerRandom(definition.rng);
    this.#variables = definition.variables.variables.map((variable) => [
      variable,
      ...slotNames(definition.optimizer).map(() => zerosLike(variable)),
    ]);
  }

  run(inputs: InputsOf<T>): Promise<LossNumbers<L>> {
    return this.#evaluate(inputs, (updates) => this.#finish(updates));
  }

  many(inputs: readonly InputsOf<T>[]): Promise<LossNumbers<L>[]> {
    return inARow(
      inputs.map((each) => () => this.#take(each)),
      (losses) => settled(losses.map((loss) => readAndDispose(loss))),
    );
  }

  async prepare(inputs: InputsOf<T>): Promise<void> {
    const before = this.#definition.rng?.state;
    await this.#evaluate(inputs, () => this.#rewind(before));
  }

  async state(): Promise<StepState> {
    const steps = this.#steps;
    // On the plain JavaScript backend data() is the variable's own memory.
    const arrays = await Promise.all(
      this.#variables.map((row) =>
        Promise.all(row.map(async (variable) => Float32Array.from(await variable.data()))),
      ),
    );
    return stateOf(this.#definition, steps, arrays);
  }

  load(state: StepState): Promise<void> {
    const arrays = checkedState(this.#definition, state);
    tf.tidy(() => {
      const tensors = this.#variables.map((row, i) =>
        row.map(({ shape }, j) => tf.tensor(arrays[i]?.[j] as Float32Array, shape)),
      );
      this.#assign(tensors);
    });
    this.#steps = state.steps;
    this.#rewind(state.rng ?? undefined);
    return Promise.resolve();
  }

  dispose(): void {
    for (const [, ...slots] of this.#variables) tf.dispose(slots);
  }

  /** Computes a step and, once the loss has been read, finishes with it; what fails before has changed nothing. */
  async #evaluate(
    inputs: InputsOf<T>,
    finish: (updates: readonly (readonly tf.Tensor[])[]) => void,
  ): Promise<LossNumbers<L>> {
    const before = this.#definition.rng?.state;
    try {
      const { loss, updates } = this.#compute(inputs);
      try {
        const numbers = await readNumbers(loss);
        finish(updates);
        return numbers;
      } finally {
        tf.dispose([loss.tensors as tf.Tensor[], updates]);
      }
    } catch (error) {
      this.#rewind(before);
      throw explainFailure(error);
    }
  }

  /** Takes a step without waiting for its loss, which is to be read and disposed of. */
  #take(inputs: InputsOf<T>): FlatLoss<L> {
    const before = this.#definition.rng?.state;
    try {
      const { loss, updates } = this.#compute(inputs);
      try {
        this.#finish(updates);
        return loss;
      } catch (error) {
        tf.dispose(loss.tensors as tf.Tensor[]);
        throw error;
      } finally {
        tf.dispose(updates);
      }
    } catch (error) {
      this.#rewind(before);
      throw explainFailure(error);
    }
  }

  #finish(updates: readonly (readonly tf.Tensor[])[]): void {
    // A variable that was disposed of in the meantime would keep what is assigned to it for good.
    requireUndisposed(this.#definition.variables);
    this.#assign(updates);
    this.#steps++;
  }

  #rewind(state: RngState | undefined): void {
    const { rng } = this.#definition;
    if (rng !== undefined && state !== undefined) rng.state = state;
  }

  #compute(inputs: InputsOf<T>): Outcome<L> {
    const { loss, variables, optimizer } = this.#definition;
    const { values, restore } = flattenInputs<T>(inputs);
    const tensors = values.map((value) =>
      value instanceof tf.Tensor ? value : tf.tensor(value.data, [...value.shape], value.dtype),
    );
    let found: FlatLoss<L> | undefined;
    try {
      const updates = tf.tidy(() => {
        const pass = lossAndGradients(() => loss(restore(tensors), this.#random), variables);
        found = pass.loss;
        return updatedBy(optimizer, this.#steps, this.#variables, clipGradients(optimizer, pass.gradients));
      });
      return { loss: found as FlatLoss<L>, updates };
    } catch (error) {
      tf.dispose(found?.tensors as tf.Tensor[] | undefined);
      throw error;
    } finally {
      tf.dispose(tensors.filter((tensor, i) => tensor !== values[i]));
    }
  }

  #assign(values: readonly (readonly tf.Tensor[])[]): void {
    this.#variables.forEach((row, i) =>
      row.forEach((variable, j) => variable.assign(values[i]?.[j] as tf.Tensor)),
    );
  }
}

function zerosLike(variable: tf.Variable): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
}

async function readAndDispose<L extends StepLoss>(loss: FlatLoss<L>): Promise<LossNumbers<L>> {
  try {
    return await readNumbers(loss);
  } catch (error) {
    throw explainFailure(error);
  } finally {
    tf.dispose(loss.tensors as tf.Tensor[]);
  }
}

async function readNumbers<L extends StepLoss>({ tensors, restore }: FlatLoss<L>): Promise<LossNumbers<L>> {
  const values = await settled(tensors.map((tensor) => tensor.data()));
  return restore(values.map(([value]) => Number(value)));
}
