import * as tf from "@tensorflow/tfjs-core";
import type { RngState } from "../../../random/index.js";
import { withBackend } from "../../withBackend.js";
import { checkedState } from "../checkedState.js";
import { explainFailure } from "../explainFailure.js";
import { flattenInputs, type FlatInputs, type HostArray } from "../flattenInputs.js";
import { shapesEqual } from "../graph/index.js";
import { inARow } from "../inARow.js";
import { coefficientsAt, slotNames } from "../optimizers/index.js";
import { requireUndisposed } from "../requireUndisposed.js";
import { stateOf } from "../stateOf.js";
import type { StepDefinition } from "../StepDefinition.js";
import type { InputsOf, InputTensors } from "../StepInputs.js";
import type { LossNumbers, StepLoss } from "../StepLoss.js";
import type { StepRunner } from "../StepRunner.js";
import type { StepState } from "../StepState.js";
import { randomFeeds } from "../trace/RandomSource.js";
import { traceStep } from "../trace/traceStep.js";
import { called } from "./called.js";
import type { FeedValue } from "./GraphSession.js";
import { stepProgram, type Fed, type StepProgram } from "./StepProgram.js";
import { StepSession, type StoredArrays, withEmptySlots } from "./StepSession.js";

/** A program and the inputs that it is for. */
interface KnownProgram<L extends StepLoss> {
  readonly inputs: readonly InputSpec[];
  readonly program: StepProgram<L>;
}

/** What of an input a graph depends on. */
type InputSpec = Pick<tf.Tensor, "shape" | "dtype"> & { readonly name: string };

/** Runs a step as one graph of native TensorFlow, in a session that keeps the variables and the optimiser's slots. */
export class GraphStep<T extends InputTensors, L extends StepLoss> implements StepRunner<T, L> {
  readonly #definition: StepDefinition<T, L>;
  readonly #pieces: number;
  readonly #shapes: readonly (readonly number[])[];
  /** The one used latest first. */
  #programs: readonly KnownProgram<L>[] = [];
  /** Where each variable's values lay when the session had the same. */
  #known: readonly object[] = [];
  #session: StepSession<L> | undefined;
  #traces = 0;
  #steps = 0;

  /** @param pieces into how many pieces large operations are split by rows, at most */
  constructor(definition: StepDefinition<T, L>, pieces: number) {
    this.#definition = definition;
    this.#pieces = pieces;
    this.#shapes = definition.variables.variables.map(({ shape }) => [...shape]);
  }

  run(inputs: InputsOf<T>): Promise<LossNumbers<L>> {
    // Should only the reading fail, the variables have changed, and nobody knows them as they were.
    return this.#take(inputs, (read) => read());
  }

  many(inputs: readonly InputsOf<T>[]): Promise<LossNumbers<L>[]> {
    return inARow(
      inputs.map((each) => () => this.#take(each, (read) => read)),
      (losses) => Promise.resolve(called(losses)),
    );
  }

  prepare(inputs: InputsOf<T>): Promise<void> {
    return this.#withInputs(inputs, async (flat) => {
      const session = await this.#openSession();
      // TensorFlow prepares a graph when it first runs: let it run, and put everything back.
      const arrays = session.read();
      const program = this.#knownProgram(flat) ?? (await this.#compile(session, flat));
      const random = this.#definition.rng?.state;
      try {
        this.#runProgram(session, program, flat)();
      } finally {
        session.write(arrays);
        this.#rewind(random);
      }
    });
  }

  async state(): Promise<StepState> {
    const arrays = (await this.#openSession()).read();
    // The variables keep the arrays they are given; the state has its own.
    this.#assignVariables(arrays.map(([values]) => [values?.slice()]));
    return stateOf(this.#definition, this.#steps, arrays);
  }

  async load(state: StepState): Promise<void> {
    const arrays = checkedState(this.#definition, state);
    (await this.#openSession()).write(arrays);
    this.#assignVariables(arrays);
    this.#steps = state.steps;
    this.#rewind(state.rng ?? undefined);
  }

  dispose(): void {
    this.#session?.dispose();
    this.#session = undefined;
    this.#programs = [];
  }

  /**
   * Takes a step.
   *
   * @param use is given what reads the loss, once; if it fails, the generator and the count stay as they were
   */
  #take<R>(inputs: InputsOf<T>, use: (read: () => LossNumbers<L>) => R): Promise<R> {
    return this.#withInputs(inputs, async (flat) => {
      // What is ready is not waited for: between two steps the processors are idle.
      const session = this.#readySession() ?? (await this.#openSession());
      const program = this.#knownProgram(flat) ?? (await this.#compile(session, flat));
      const read = this.#runProgram(session, program, flat);
      const result = use(() => program.restore(read()));
      this.#steps++;
      return result;
    });
  }

  /** Does some work with the inputs as a list. If it fails, the generator stands where it stood. */
  async #withInputs<R>(inputs: InputsOf<T>, work: (flat: FlatInputs<T>) => Promise<R>): Promise<R> {
    const random = this.#definition.rng?.state;
    const flat = flattenInputs<T>(inputs);
    try {
      return await work(flat);
    } catch (error) {
      this.#rewind(random);
      throw explainFailure(error);
    }
  }

  /** The session, if nothing was done to the variables from outside since the latest call. */
  #readySession(): StepSession<L> | undefined {
    const { variables } = this.#definition.variables;
    const same = variables.every(({ isDisposed, dataId }, i) => !isDisposed && dataId === this.#known[i]);
    return same ? this.#session : undefined;
  }

  /** The session, with what was assigned to the variables from outside since the latest call. */
  async #openSession(): Promise<StepSession<L>> {
    const ready = this.#readySession();
    if (ready !== undefined) return ready;
    requireUndisposed(this.#definition.variables);
    const { variables } = this.#definition.variables;
    const changed = variables.map(({ dataId }, i) => dataId !== this.#known[i]);
    const values = await Promise.all(
      variables.map(async (variable, i) =>
        changed[i] ? Float32Array.from(await variable.data()) : undefined,
      ),
    );
    if (this.#session === undefined) {
      const slots = slotNames(this.#definition.optimizer).length;
      this.#session = new StepSession(
        this.#shapes,
        withEmptySlots(values as Float32Array[], this.#shapes, slots),
      );
    } else {
      this.#session.write(values.map((value) => [value]));
    }
    this.#assignVariables(values.map((value) => [value]));
    return this.#session;
  }

  /** Gives the variables values that the session has, on the native backend, where a trace looks for them. */
  #assignVariables(arrays: StoredArrays): void {
    const { variables } = this.#definition.variables;
    withBackend("tensorflow", () =>
      variables.forEach((variable, i) => {
        const value = arrays[i]?.[0];
        if (value) tf.tidy(() => variable.assign(tf.tensor(value, variable.shape, "float32")));
      }),
    );
    this.#known = variables.map(({ dataId }) => dataId);
  }

  #knownProgram(flat: FlatInputs<T>): StepProgram<L> | undefined {
    const found = this.#programs.find(({ inputs }) => sameInputs(inputs, flat));
    if (found !== undefined && found !== this.#programs[0]) {
      this.#programs = [found, ...this.#programs.filter((known) => known !== found)];
    }
    return found?.program;
  }

  async #compile(session: StepSession<L>, flat: FlatInputs<T>): Promise<StepProgram<L>> {
    const { optimizer, maxTraces } = this.#definition;
    const name = `trace${this.#traces++}`;
    const reads = session.stored.map(([array]) => (array as NonNullable<typeof array>).read);
    const trace = await traceStep(this.#definition, flat, name, reads);
    const program = stepProgram(name, trace, optimizer, session.stored, this.#pieces);
    const programs = [{ inputs: describeInputs(flat), program }, ...this.#programs].slice(0, maxTraces);
    session.replacePrograms(programs.map((known) => known.program));
    this.#programs = programs;
    return program;
  }

  #runProgram(session: StepSession<L>, program: StepProgram<L>, { values }: FlatInputs<T>): () => number[] {
    const { optimizer, rng } = this.#definition;
    const coefficients = Object.values<number>({ ...coefficientsAt(optimizer, this.#steps) });
    const made: Partial<Record<Fed, HostArray>> = {
      coefficients: { data: new Float32Array(coefficients), shape: [coefficients.length], dtype: "float32" },
      ...(rng !== undefined && program.draws > 0 && randomFeeds(rng.reserve(program.draws))),
    };
    const fed = program.fed.map((what) => (typeof what === "number" ? values[what] : made[what]));
    return session.run(program, fed as FeedValue[]);
  }

  #rewind(random: RngState | undefined): void {
    const { rng } = this.#definition;
    if (rng !== undefined && random !== undefined) rng.state = random;
  }
}

function describeInputs({ names, values }: FlatInputs<InputTensors>): InputSpec[] {
  return values.map(({ shape, dtype }, i) => ({ name: names[i] as string, shape: [...shape], dtype }));
}

function sameInputs(known: readonly InputSpec[], { names, values }: FlatInputs<InputTensors>): boolean {
  const same = ({ name, shape, dtype }: InputSpec, i: number): boolean => {
    const value = values[i] as FeedValue;
    return name === names[i] && dtype === value.dtype && shapesEqual(shape, value.shape);
  };
  return known.length === values.length && known.every(same);
}
