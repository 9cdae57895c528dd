import type { Machine } from "../report/describeMachine.js";
import type { Circumstances } from "../report/makeReport.js";
import type { LossAgreement } from "./Agreement.js";
import { largestDifference, type LargestDifference } from "./largestDifference.js";
import type { StepLosses } from "./messages.js";
import { nameOf } from "./ModelShape.js";
import type { LossOutcome, StartLosses } from "./runLosses.js";

/** All that a look at first losses showed, as it is written to a file. Losses are in nats per example. */
export interface LossReport {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly machine: Machine;
  readonly data: string;
  readonly model: string;
  readonly steps: number;
  readonly sides: LossOutcome["sides"];
  readonly starts: readonly StartReport[];
  readonly bar: number;
  /** In how many starts our losses are within the bar of PyTorch's in float32, and of those in float64. */
  readonly within: { readonly single: number; readonly double: number };
  /** Whether ours are in every start as near to PyTorch's, in either precision, as the bar or PyTorch itself is. */
  readonly holds: boolean;
}

/** What one start showed. */
export interface StartReport extends StartLosses {
  /** Of ours from PyTorch's in float32. */
  readonly fromSingle: LossDifferences;
  /** Of ours from PyTorch's in float64. */
  readonly fromDouble: LossDifferences;
  /** Of PyTorch's in float32 from PyTorch's in float64. */
  readonly betweenPrecisions: LossDifferences;
  readonly holds: boolean;
}

/** For the loss and its parts. */
export type LossDifferences = Readonly<Record<keyof StepLosses, LargestDifference>>;

/** Sums up what came of first steps. */
export function makeLossReport(
  { name, title, model, steps, bar }: LossAgreement,
  { sets, sides, starts }: LossOutcome,
  { date, machine }: Circumstances,
): LossReport {
  const reports = starts.map((start) => describeStart(start, bar));
  const countWithin = (from: "fromSingle" | "fromDouble"): number =>
    reports.filter((report) => report[from].loss.value <= bar).length;
  return {
    name,
    title,
    date: date.toISOString(),
    machine,
    data: sets.description,
    model: nameOf(model),
    steps,
    sides,
    starts: reports,
    bar,
    within: { single: countWithin("fromSingle"), double: countWithin("fromDouble") },
    holds: reports.every(({ holds }) => holds),
  };
}

function describeStart(start: StartLosses, bar: number): StartReport {
  const { ours, single, double } = start;
  const fromSingle = differencesOf(ours, single);
  const fromDouble = differencesOf(ours, double);
  const betweenPrecisions = differencesOf(single, double);
  const distance = Math.min(fromSingle.loss.value, fromDouble.loss.value);
  const holds = distance <= Math.max(bar, betweenPrecisions.loss.value);
  return { ...start, fromSingle, fromDouble, betweenPrecisions, holds };
}

function differencesOf(a: readonly StepLosses[], b: readonly StepLosses[]): LossDifferences {
  const of = (part: keyof StepLosses): LargestDifference =>
    largestDifference(
      a.map((losses) => losses[part]),
      b.map((losses) => losses[part]),
    );
  return { loss: of("loss"), reconstruction: of("reconstruction"), kl: of("kl") };
}
