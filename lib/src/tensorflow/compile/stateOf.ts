import { slotNames } from "./optimizers/index.js";
import type { StepDefinition } from "./StepDefinition.js";
import type { StepLoss } from "./StepLoss.js";
import type { NamedArrays, StepState } from "./StepState.js";

/** What of a step's definition its state depends on. */
export type StatefulParts = Pick<StepDefinition<never, StepLoss>, "variables" | "optimizer" | "rng">;

/**
 * The state of a step.
 *
 * @param arrays for each variable its values, and behind them its slots' in the order of `slotNames`; they become the
 *   state's own
 */
export function stateOf(
  { variables: { names, variables }, optimizer, rng }: StatefulParts,
  steps: number,
  arrays: readonly (readonly Float32Array[])[],
): StepState {
  const column = (place: number): NamedArrays =>
    Object.fromEntries(
      names.map((name, i) => [
        name,
        {
          data: arrays[i]?.[place] as Float32Array,
          shape: [...(variables[i] as (typeof variables)[number]).shape],
        },
      ]),
    );
  const slots = Object.fromEntries(slotNames(optimizer).map((slot, i) => [slot, column(i + 1)]));
  return { steps, variables: column(0), slots, rng: rng?.state ?? null };
}
