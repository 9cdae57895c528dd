import type { InputsOf, InputTensors } from "./StepInputs.js";
import type { LossNumbers, StepLoss } from "./StepLoss.js";
import type { StepState } from "./StepState.js";

/**
 * A training step: called with a batch, it changes the variables once and gives the loss before the change.
 *
 * As one graph, TensorFlow keeps what is learned with the graph: the `tf.Variable`s themselves have their new values
 * once `state()` was called, and so have other steps over the same variables. What is assigned to them between two
 * calls is followed at once.
 */
export interface CompiledStep<T extends InputTensors, L extends StepLoss> {
  /**
   * One step. Calls that overlap are served one after the other, with the inputs as they are when their turn comes.
   *
   * @throws TraceError if the loss cannot be turned into a graph; the message names the operation and the remedy
   * @throws BackendError if the backend cannot do what the loss needs
   * @throws ShapeError, InvalidArgumentError for wrong inputs; a step that throws has changed nothing
   */
  (inputs: InputsOf<T>): Promise<LossNumbers<L>>;
  /**
   * Several steps in a row, whose losses are read together at the end: between them nothing waits for a number, which
   * matters where reading is slow.
   *
   * @returns a loss for each step that was taken, in order. Where one fails there are only those before it, and whoever
   *   asks for the rest gets its error
   * @throws what a single step throws, if the first one fails, or if a loss cannot be read: then the steps were taken
   * @throws InvalidArgumentError unless the inputs of the steps are in an array
   */
  many(inputs: readonly InputsOf<T>[]): Promise<LossNumbers<L>[]>;
  /**
   * Does everything but the step itself, with inputs like those to come: whatever a first step would refuse is refused
   * here, and the first step is as quick as the others.
   */
  prepare(inputs: InputsOf<T>): Promise<void>;
  /** Copies all that the step remembers; the variables that it was compiled for get their present values. */
  state(): Promise<StepState>;
  /**
   * Goes back (or on) to a state, of this step or of another one for the same loss.
   *
   * @throws InvalidArgumentError, ShapeError if it does not belong to these variables and this optimiser; nothing
   *   has changed then
   */
  load(state: StepState): Promise<void>;
  /** Gives the memory back; the variables stay, as the latest `state()` or `load` left them. */
  dispose(): void;
}
