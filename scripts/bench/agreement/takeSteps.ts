import type { About, StepLosses } from "./messages.js";
import { aboutMessage, stepMessage } from "./messages.js";
import type { Program } from "../run/ProgramProcess.js";
import { withProgram } from "./withProgram.js";

/** How long a program may take to start, and how long a step may take, in seconds. */
const limits = { starting: 300, step: 300 };

/** What a program computes with, and the losses of its steps. */
export interface Steps {
  readonly about: About;
  readonly losses: readonly StepLosses[];
}

/** @throws BenchError if the program fails; the signal's reason, if it is aborted */
export function takeSteps(program: Program, count: number, signal: AbortSignal): Promise<Steps> {
  return withProgram(program, signal, async (process) => {
    const about = await process.answer(aboutMessage, limits.starting);
    const losses: StepLosses[] = [];
    while (losses.length < count) losses.push(await process.answer(stepMessage, limits.step));
    return { about, losses };
  });
}
