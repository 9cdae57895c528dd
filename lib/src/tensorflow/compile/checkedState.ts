import { isNdArray, sizeOf, type NdArray } from "../../array/index.js";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import { Rng } from "../../random/index.js";
import { slotNames } from "./optimizers/index.js";
import type { StatefulParts } from "./stateOf.js";
import type { NamedArrays, StepState } from "./StepState.js";

/**
 * The arrays of a state, copied: for each variable its values, and behind them its slots' in the order of `slotNames`.
 *
 * @throws InvalidArgumentError, ShapeError if the state belongs to other variables or another optimiser, or to a step
 *   that draws where this one does not, or the other way round
 */
export function checkedState(parts: StatefulParts, state: StepState): Float32Array[][] {
  const { names, variables } = parts.variables;
  const slots = slotNames(parts.optimizer);
  if (!Number.isSafeInteger((state as StepState | undefined)?.steps) || state.steps < 0) {
    throw new InvalidArgumentError(
      "Not the state of a step: it counts no steps. Use what step.state() gave.",
    );
  }
  requireNames("variables", state.variables, names);
  requireNames(`slots of ${parts.optimizer.kind}`, state.slots, slots);
  slots.forEach((slot) => requireNames(`arrays for ${slot}`, state.slots[slot], names));
  checkRng(parts, state);
  const columns = [state.variables, ...slots.map((slot) => state.slots[slot] as NamedArrays)];
  return names.map((name, i) => {
    const { shape } = variables[i] as (typeof variables)[number];
    return columns.map((arrays) => copied(arrays[name], name, shape));
  });
}

function requireNames(what: string, record: object | undefined, names: readonly string[]): void {
  const found = Object.keys(record ?? {});
  if (found.length === names.length && names.every((name) => found.includes(name))) return;
  throw new InvalidArgumentError(
    `The state does not belong to this step: the ${what} must be ${list(names)}, but are ${list(found)}.`,
  );
}

function list(names: readonly string[]): string {
  return names.join(", ") || "none";
}

function checkRng({ rng }: StatefulParts, state: StepState): void {
  if ((rng === undefined) !== (state.rng === null)) {
    throw new InvalidArgumentError(
      rng === undefined
        ? "The state is that of a step with a generator, but this one was compiled without: pass compile an rng."
        : "The state is that of a step without a generator, but this one has one: leave compile's rng out.",
    );
  }
  if (state.rng !== null) Rng.from(state.rng);
}

function copied(array: NdArray | undefined, name: string, shape: readonly number[]): Float32Array {
  if (!isNdArray(array) || !ArrayBuffer.isView(array.data)) {
    throw new InvalidArgumentError(`The state's ${name} is no array { data, shape }.`);
  }
  if (array.shape.join() !== shape.join() || array.data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `The state's ${name} has the shape [${array.shape.join(", ")}] and ${array.data.length} numbers, but must have ` +
        `the shape [${shape.join(", ")}].`,
    );
  }
  return Float32Array.from(array.data);
}
