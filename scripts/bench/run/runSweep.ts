import type { Sweep, SweepAxis } from "../Sweep.js";
import { runTrial, type Outcome, type RunOptions } from "./runTrial.js";

/** What came of a sweep, axis by axis and point by point. */
export type SweepOutcome = readonly (readonly Outcome[])[];

/** Runs the trials of a sweep, one after the other. @throws BenchError if one of them fails */
export async function runSweep({ axes }: Sweep, options: RunOptions): Promise<SweepOutcome> {
  const outcomes: Outcome[][] = [];
  for (const axis of axes) outcomes.push(await runAxis(axis, options));
  return outcomes;
}

async function runAxis({ points }: SweepAxis, options: RunOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { trial } of points) outcomes.push(await runTrial(trial, options));
  return outcomes;
}
