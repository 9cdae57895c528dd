import { join } from "node:path";
import { withProgress } from "../../setup/progress.mjs";
import { benchDirectory } from "../benchDirectory.js";
import { BenchError } from "../BenchError.js";
import type { SeedAgreement } from "./Agreement.js";
import type { AgreementOptions } from "./AgreementOptions.js";
import type { DigitSets } from "./digitSets.js";
import { inParallel } from "./inParallel.js";
import { KeptRuns, type Run, type RunIdentity } from "./KeptRuns.js";
import { machineShares } from "./machineShares.js";
import type { About } from "./messages.js";
import { nameOf } from "./ModelShape.js";
import { programHash } from "./programHash.js";
import { SeriesProgress } from "./SeriesProgress.js";
import type { Side } from "./Side.js";
import { describeSide, trainFromSeed, type TrainingTask } from "./trainFromSeed.js";

/** What came of a side. */
export interface SideRuns extends About {
  readonly name: string;
  /** From the seeds 1, 2, … */
  readonly runs: readonly Run[];
}

/** What came of all trainings. */
export interface SeedOutcome {
  readonly sets: DigitSets;
  readonly sides: readonly [ours: SideRuns, peer: SideRuns];
  /** How many trainings an earlier command had finished. */
  readonly kept: number;
}

/** A training to be done. */
interface Job {
  readonly side: Side;
  readonly identity: RunIdentity;
}

/**
 * Trains on both sides from every seed, several trainings at once. Each one that is finished is kept in a file and not
 * done again by a later command, unless something that its losses depend on has changed.
 *
 * @throws BenchError if a program fails; all are ended
 */
export async function runSeeds(agreement: SeedAgreement, options: AgreementOptions): Promise<SeedOutcome> {
  const { name, digits } = agreement;
  const sets = await withProgress(`${name}: bringing the digits`, digits);
  const task = { agreement, options, sets };
  const [ours, peer] = await withProgress(`${name}: starting both sides`, () => bothSeries(task));
  const kept = new KeptRuns(join(benchDirectory, `${name}.jsonl`));
  // The sides in turns, so that what else the machine does meets both alike.
  const jobs = ours.jobs.flatMap((job, i) => [job, peer.jobs[i]!]);
  const open = jobs.filter(({ identity }) => options.afresh || kept.find(identity) === undefined);
  await trainAll(open, task, kept);
  const outcomeOf = ({ side, about, jobs: done }: Series): SideRuns => ({
    name: side.name,
    ...about,
    runs: done.map(({ identity }) => kept.find(identity)!),
  });
  return { sets, sides: [outcomeOf(ours), outcomeOf(peer)], kept: jobs.length - open.length };
}

/** The trainings of one side. */
interface Series {
  readonly side: Side;
  readonly about: About;
  readonly jobs: readonly Job[];
}

async function bothSeries(task: TrainingTask): Promise<[Series, Series]> {
  const [ours, peer] = task.agreement.sides;
  return [await seriesOf(ours, task), await seriesOf(peer, task)];
}

async function seriesOf(side: Side, task: TrainingTask): Promise<Series> {
  const { agreement, options, sets } = task;
  const about = await describeSide(side, task);
  const common = {
    side: side.name,
    data: sets.sha256,
    model: nameOf(agreement.model),
    epochs: options.epochs,
    ...about,
    program: programHash(side.run),
  };
  const jobs = Array.from({ length: options.seeds }, (_, i) => ({
    side,
    identity: { ...common, seed: i + 1 },
  }));
  return { side, about, jobs };
}

async function trainAll(jobs: readonly Job[], task: TrainingTask, kept: KeptRuns): Promise<void> {
  if (jobs.length === 0) return;
  const { agreement, options } = task;
  const progress = new SeriesProgress(jobs.length);
  await withProgress(`${agreement.name}: ${jobs.length} trainings`, (report) =>
    inParallel(jobs, machineShares().programs, options.signal, async ({ side, identity }, signal) => {
      const label = `${side.name} ${identity.seed}`;
      const run = await trainFromSeed(side, identity.seed, task, signal, ({ testLoss }, epoch) =>
        report(progress.update(label, `epoch ${epoch} of ${options.epochs}, ${testLoss.toFixed(2)}`)),
      );
      requireUnchanged(side, identity);
      kept.keep(identity, run);
      report(progress.finish(label));
    }),
  );
}

/** @throws BenchError if the program is no longer the one that the run is kept under */
function requireUnchanged({ name, run }: Side, { program }: RunIdentity): void {
  if (programHash(run) === program) return;
  throw new BenchError(`The programs of ${name} changed while they trained.`, {
    remedy: "Run the command again: trainings that were finished before the change do not count any more.",
  });
}
