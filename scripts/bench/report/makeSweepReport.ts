import type { Sweep, SweepAxis } from "../Sweep.js";
import type { Unit } from "../Trial.js";
import type { Outcome } from "../run/runTrial.js";
import type { SweepOutcome } from "../run/runSweep.js";
import { describeContestant, type ContestantReport } from "./describeContestant.js";
import type { Machine } from "./describeMachine.js";
import { growthExponent } from "./growthExponent.js";
import type { Circumstances } from "./makeReport.js";

/** All that a run of a sweep showed, as it is written to a file. Times are in milliseconds per unit. */
export interface SweepReport {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly machine: Machine;
  readonly unit: string;
  readonly rounds: number;
  readonly axes: readonly AxisReport[];
}

/** How the times grew with one quantity. */
export interface AxisReport extends Pick<SweepAxis, "variable" | "fixed" | "guides"> {
  readonly values: readonly number[];
  /** The same at every value. */
  readonly contestants: readonly Growth[];
}

/** How one contestant's time grew. */
export interface Growth {
  readonly name: string;
  /** At every value. */
  readonly points: readonly ContestantReport[];
  /** Of the medians at the larger half of the values, where what does not grow weighs little. */
  readonly exponent: number;
}

/** Sums up what came of a sweep. */
export function makeSweepReport(
  { name, title, axes }: Sweep,
  outcome: SweepOutcome,
  { date, machine }: Circumstances,
): SweepReport {
  const { unit = { name: "step", perStep: 1 } } = axes[0]!.points[0]!.trial;
  return {
    name,
    title,
    date: date.toISOString(),
    machine,
    unit: unit.name,
    rounds: outcome[0]![0]!.order.length,
    axes: axes.map((axis, i) => describeAxis(axis, outcome[i]!, unit)),
  };
}

function describeAxis(axis: SweepAxis, outcomes: readonly Outcome[], { perStep }: Unit): AxisReport {
  const { variable, fixed, guides, points } = axis;
  const values = points.map(({ value }) => value);
  const names = outcomes[0]!.performances.map(({ contestant }) => contestant.name);
  const contestants = names.map((name, c) => {
    const all = outcomes.map(({ performances }) => describeContestant(performances[c]!, perStep));
    return { name, points: all, exponent: exponentOf(values, all) };
  });
  return { variable, fixed, guides, values, contestants };
}

function exponentOf(values: readonly number[], points: readonly ContestantReport[]): number {
  const from = Math.floor((values.length - 1) / 2);
  return growthExponent(
    values.slice(from),
    points.slice(from).map(({ median }) => median),
  );
}
