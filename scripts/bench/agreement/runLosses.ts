import { rmSync } from "node:fs";
import { join } from "node:path";
import { withProgress } from "../../setup/progress.mjs";
import { benchDirectory } from "../benchDirectory.js";
import type { LossAgreement } from "./Agreement.js";
import type { AgreementOptions } from "./AgreementOptions.js";
import type { DigitSets } from "./digitSets.js";
import { inParallel } from "./inParallel.js";
import { machineShares } from "./machineShares.js";
import type { About, StepLosses } from "./messages.js";
import { SeriesProgress } from "./SeriesProgress.js";
import { programOf } from "./programOf.js";
import type { Side } from "./Side.js";
import { takeSteps, type Steps } from "./takeSteps.js";

/** The losses of the first steps from one start, step by step. */
export interface StartLosses {
  readonly seed: number;
  readonly ours: readonly StepLosses[];
  /** PyTorch's in float32, as ours are. */
  readonly single: readonly StepLosses[];
  /** PyTorch's in float64: what both would come to without rounding. */
  readonly double: readonly StepLosses[];
}

/** What came of all starts. */
export interface LossOutcome {
  readonly sets: DigitSets;
  readonly sides: readonly ({ readonly name: string } & About)[];
  /** From the seeds 1, 2, … */
  readonly starts: readonly StartLosses[];
}

/**
 * Takes the first steps from every start: ours, which leaves weights, batches and noise in files, and then PyTorch's in
 * both precisions.
 *
 * @throws BenchError if a program fails; all are ended
 */
export async function runLosses(agreement: LossAgreement, options: AgreementOptions): Promise<LossOutcome> {
  const { name, digits } = agreement;
  const sets = await withProgress(`${name}: bringing the digits`, digits);
  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1);
  const starts: Start[] = [];
  const progress = new SeriesProgress(seeds.length);
  await withProgress(`${name}: ${seeds.length} starts`, (report) =>
    inParallel(seeds, machineShares().programs, options.signal, async (seed, signal) => {
      const label = `start ${seed}`;
      const tell = (what: string): void => report(progress.update(label, what));
      starts[seed - 1] = await stepsFrom(seed, { agreement, options: { ...options, signal }, sets, tell });
      report(progress.finish(label));
    }),
  );
  const [first] = starts as [Start];
  return {
    sets,
    sides: [
      { name: agreement.sides[0].name, ...first.ours.about },
      { name: agreement.sides[1].name, ...first.single.about },
    ],
    starts: starts.map(({ ours, single, double }, i) => ({
      seed: i + 1,
      ours: ours.losses,
      single: single.losses,
      double: double.losses,
    })),
  };
}

/** What the programs said of one start. */
type Start = Readonly<Record<"ours" | "single" | "double", Steps>>;

/** What a start needs to know. */
interface StartTask {
  readonly agreement: LossAgreement;
  readonly options: AgreementOptions;
  readonly sets: DigitSets;
  readonly tell: (what: string) => void;
}

async function stepsFrom(seed: number, { agreement, options, sets, tell }: StartTask): Promise<Start> {
  const { name, model, steps, sides } = agreement;
  const [ours, peer] = sides;
  const folder = join(benchDirectory, `${name}-${seed}`);
  const take = (side: Side, ...told: (string | number)[]): Promise<Steps> => {
    const args = [model.hidden.join(","), model.latentDim, sets.train, folder, ...told];
    return takeSteps(programOf(side, side.steps, args, options.python), steps, options.signal);
  };
  try {
    tell(ours.name);
    const here = await take(ours, steps, seed);
    tell(`${peer.name}, float32`);
    const single = await take(peer, "float32");
    tell(`${peer.name}, float64`);
    return { ours: here, single, double: await take(peer, "float64") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
