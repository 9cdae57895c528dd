import { availableParallelism } from "node:os";

/** How the processors are shared out. */
export interface MachineShares {
  /** How many programs run at once. */
  readonly programs: number;
  /** Threads of an operation in each of them. */
  readonly threads: number;
}

/** Two programs at a time, one of each side in the long run: small batches keep few threads busy. */
export function machineShares(processors: number = availableParallelism()): MachineShares {
  const programs = Math.min(2, processors);
  return { programs, threads: Math.floor(processors / programs) };
}
