import type { NdArray } from "../../array/index.js";
import type { Checkpoint } from "../checkpoint/index.js";
import { toPyTorchLayout, toTensorFlowLayout } from "../layers/index.js";
import type { NamedArrays, StepState } from "../../tensorflow/index.js";
import type { Best } from "./EarlyStopper.js";
import type { TrainingRecord } from "./TrainingRecord.js";

/** All that a trainer is. */
export interface TrainingSnapshot {
  readonly record: TrainingRecord;
  readonly state: StepState;
  readonly best: Best | undefined;
}

const bestPrefix = "best.";
const slotPrefix = (slot: string): string => `optimizer.${slot}.`;

/**
 * A snapshot as a checkpoint, all arrays in PyTorch's layouts: the weights under their own names, the optimiser's arrays
 * under `optimizer.firstMoment.` and so on, the best weights under `best.`.
 */
export function toCheckpoint({ record, state, best }: TrainingSnapshot): Checkpoint {
  const arrays = {
    ...inPyTorchLayout(state.variables),
    ...Object.assign(
      {},
      ...Object.entries(state.slots).map(([slot, values]) => inPyTorchLayout(values, slotPrefix(slot))),
    ),
    ...(best && inPyTorchLayout(best.weights, bestPrefix)),
  } as Record<string, NdArray>;
  return { arrays, record };
}

/** The snapshot that {@link toCheckpoint} made a checkpoint of. */
export function fromCheckpoint(checkpoint: Checkpoint): TrainingSnapshot {
  const record = checkpoint.record as TrainingRecord;
  const arrays = checkpoint.arrays as Record<string, NdArray<Float32Array>>;
  const names = Object.keys(arrays);
  const slots = new Set(names.flatMap((name) => /^optimizer\.(\w+)\./u.exec(name)?.[1] ?? []));
  const prefixes = [bestPrefix, ...[...slots].map(slotPrefix)];
  const isWeight = (name: string): boolean => !prefixes.some((prefix) => name.startsWith(prefix));
  const weights = Object.fromEntries(names.filter(isWeight).map((name) => [name, arrays[name]]));
  const under = (prefix: string): NamedArrays =>
    Object.fromEntries(
      Object.keys(weights).map((name) => [
        name,
        toTensorFlowLayout(arrays[prefix + name] as NdArray<Float32Array>),
      ]),
    );
  return {
    record,
    state: {
      ...record.step,
      variables: under(""),
      slots: Object.fromEntries([...slots].map((slot) => [slot, under(slotPrefix(slot))])),
    },
    best: record.best === null ? undefined : { ...record.best, weights: under(bestPrefix) },
  };
}

/** Arrays of a step, as the model gives its weights, with a prefix to their names. */
export function inPyTorchLayout(arrays: NamedArrays, prefix = ""): Record<string, NdArray> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [prefix + name, toPyTorchLayout(array)]),
  );
}
