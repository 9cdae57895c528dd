import type { Machine } from "../report/describeMachine.js";
import type { Circumstances } from "../report/makeReport.js";
import type { SeedAgreement } from "./Agreement.js";
import { describeSample, type SampleSummary } from "./describeSample.js";
import { meanDifference, type MeanDifference } from "./meanDifference.js";
import type { EpochLosses } from "./messages.js";
import { nameOf } from "./ModelShape.js";
import type { SeedOutcome, SideRuns } from "./runSeeds.js";

/** How sure the interval of the difference is: with 90 % it tests for equivalence at 5 %. */
const level = 0.9;

/** All that trainings from different seeds showed, as it is written to a file. Losses are in nats per example. */
export interface SeedReport {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly machine: Machine;
  readonly data: string;
  readonly model: string;
  readonly epochs: number;
  /** Trainings that an earlier command had finished. */
  readonly kept: number;
  readonly sides: readonly [ours: SideReport, peer: SideReport];
  /** Of the mean test losses, ours less the peer's. */
  readonly difference: MeanDifference;
  /** How far its interval may reach from 0. */
  readonly bar: number;
  /** Null where a single seed leaves it open. */
  readonly holds: boolean | null;
  /** The test loss that was published of one such training; only on the same data, after as many epochs. */
  readonly published?: number;
}

/** What one side showed, after the last epoch. */
export interface SideReport extends SideRuns {
  readonly train: SampleSummary;
  readonly test: SampleSummary;
}

/** Sums up what came of trainings from different seeds. */
export function makeSeedReport(
  { name, title, model, bar, published }: SeedAgreement,
  { sets, sides, kept }: SeedOutcome,
  { date, machine }: Circumstances,
): SeedReport {
  const [ours, peer] = sides;
  const epochs = ours.runs[0]!.epochs.length;
  const difference = meanDifference(lastOf(ours, "testLoss"), lastOf(peer, "testLoss"), level);
  return {
    name,
    title,
    date: date.toISOString(),
    machine,
    data: sets.description,
    model: nameOf(model),
    epochs,
    kept,
    sides: [describeSide(ours), describeSide(peer)],
    difference,
    bar,
    holds: isWithin(difference, bar),
    ...(sets.isMnist && epochs === published.epochs && { published: published.testLoss }),
  };
}

function describeSide(side: SideRuns): SideReport {
  return {
    ...side,
    train: describeSample(lastOf(side, "trainLoss")),
    test: describeSample(lastOf(side, "testLoss")),
  };
}

function lastOf({ runs }: SideRuns, loss: keyof EpochLosses): number[] {
  return runs.map(({ epochs }) => epochs.at(-1)![loss]);
}

function isWithin({ interval }: MeanDifference, bar: number): boolean | null {
  return interval && -bar <= interval.lower && interval.upper <= bar;
}
