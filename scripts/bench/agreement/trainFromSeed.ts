import type { Program } from "../run/ProgramProcess.js";
import type { SeedAgreement } from "./Agreement.js";
import type { AgreementOptions } from "./AgreementOptions.js";
import type { DigitSets } from "./digitSets.js";
import type { Run } from "./KeptRuns.js";
import { aboutMessage, epochMessage, type About, type EpochLosses } from "./messages.js";
import { programOf } from "./programOf.js";
import type { Side } from "./Side.js";
import { withProgram } from "./withProgram.js";

/** What is trained, and on what. */
export interface TrainingTask {
  readonly agreement: SeedAgreement;
  readonly options: AgreementOptions;
  readonly sets: DigitSets;
}

/** How long a program may take to start, and how long an epoch may take, in seconds. */
const limits = { starting: 300, epoch: 3600 };

/** What a side would train with. @throws BenchError if it cannot */
export function describeSide(side: Side, task: TrainingTask): Promise<About> {
  return withProgram(trainingProgram(side, task, []), task.options.signal, (program) =>
    program.answer(aboutMessage, limits.starting),
  );
}

/**
 * One training.
 *
 * @param onEpoch told of every epoch, counted from 1
 * @throws BenchError if it fails; the signal's reason, if it is aborted
 */
export function trainFromSeed(
  side: Side,
  seed: number,
  task: TrainingTask,
  signal: AbortSignal,
  onEpoch: (losses: EpochLosses, epoch: number) => void,
): Promise<Run> {
  const start = performance.now();
  return withProgram(trainingProgram(side, task, [seed]), signal, async (program) => {
    await program.answer(aboutMessage, limits.starting);
    const epochs: EpochLosses[] = [];
    while (epochs.length < task.options.epochs) {
      const losses = await program.answer(epochMessage, limits.epoch);
      onEpoch(losses, epochs.push(losses));
    }
    return { epochs, seconds: (performance.now() - start) / 1000, date: new Date().toISOString() };
  });
}

function trainingProgram(
  side: Side,
  { agreement, options, sets }: TrainingTask,
  seed: readonly number[],
): Program {
  const { hidden, latentDim } = agreement.model;
  const args = [hidden.join(","), latentDim, options.epochs, sets.train, sets.test, ...seed];
  return programOf(side, side.run, args, options.python);
}
