import type { Machine } from "./describeMachine.js";
import { formatMachine } from "./formatMachine.js";

/** How often something was measured, and on what. */
export function formatConditions(rounds: number, machine: Machine): string {
  return `${rounds} rounds on ${formatMachine(machine)}`;
}
