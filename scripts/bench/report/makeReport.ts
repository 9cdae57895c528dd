import type { Comparison } from "../Comparison.js";
import type { Outcome } from "../run/runTrial.js";
import { describeContestant, type ContestantReport } from "./describeContestant.js";
import type { Machine } from "./describeMachine.js";
import { judge, type Verdict } from "./judge.js";
import { namedRatio, type NamedRatio } from "./namedRatio.js";

/** All that a run of a comparison showed, as it is written to a file. Times are in milliseconds per unit. */
export interface Report {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly machine: Machine;
  readonly inputs?: string;
  /** What times are given per. */
  readonly unit: string;
  readonly unitsPerStep: number;
  /** What the contestants' results are. */
  readonly result?: string;
  /** How far apart they may be. */
  readonly tolerance?: number;
  readonly rounds: number;
  /** Who worked when, round by round. */
  readonly order: Outcome["order"];
  readonly contestants: readonly ContestantReport[];
  /** Of the time of each of ours to each other contestant's. */
  readonly ratios: readonly NamedRatio[];
  readonly verdict: Verdict;
  readonly compileVerdict?: CompileVerdict;
}

/** Whether ours compiles as fast as it must. */
export interface CompileVerdict {
  readonly milliseconds: number;
  readonly bar: number;
  readonly met: boolean;
}

/** When a trial began, and on what. */
export interface Circumstances {
  readonly date: Date;
  readonly machine: Machine;
}

/** Sums up what came of a comparison. */
export function makeReport(
  comparison: Comparison,
  outcome: Outcome,
  { date, machine }: Circumstances,
): Report {
  const { name, title, unit = { name: "step", perStep: 1 }, result, tolerance } = comparison;
  const contestants = outcome.performances.map((one) => describeContestant(one, unit.perStep));
  const ours = contestants.filter(({ role }) => role === "ours");
  const others = contestants.filter(({ role }) => role !== "ours");
  const compileVerdict = judgeCompilation(comparison, ours);
  return {
    name,
    title,
    date: date.toISOString(),
    machine,
    ...(outcome.inputs !== undefined && { inputs: outcome.inputs }),
    unit: unit.name,
    unitsPerStep: unit.perStep,
    ...(result !== undefined && { result }),
    ...(tolerance !== undefined && { tolerance }),
    rounds: outcome.order.length,
    order: outcome.order,
    contestants,
    ratios: ours.flatMap((one) => others.map((other) => namedRatio(one, other))),
    verdict: judge(comparison, ours, others),
    ...(compileVerdict && { compileVerdict }),
  };
}

function judgeCompilation(
  { compileBarMilliseconds: bar }: Comparison,
  ours: readonly ContestantReport[],
): CompileVerdict | undefined {
  const milliseconds = ours[0]?.compileMilliseconds;
  if (bar === undefined || milliseconds === undefined) return undefined;
  return { milliseconds, bar, met: milliseconds <= bar };
}
