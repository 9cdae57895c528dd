import type { Machine } from "./describeMachine.js";

/** A machine in a few words. */
export function formatMachine({ cores, cpu, load }: Machine): string {
  return `${cpu}, ${cores} ${cores === 1 ? "core" : "cores"}, load before ${load.toFixed(1)}`;
}
