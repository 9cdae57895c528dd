import type { Machine } from "./describeMachine.js";

/** How often something was measured, and on what. */
export function formatConditions(rounds: number, { cores, cpu, load }: Machine): string {
  const count = `${cores} ${cores === 1 ? "core" : "cores"}`;
  return `${rounds} rounds on ${cpu}, ${count}, load before ${load.toFixed(1)}`;
}
