import type { Comparison } from "../Comparison.js";
import type { Contestant } from "../Contestant.js";
import type { Machine } from "./describeMachine.js";
import { median } from "./median.js";
import type { Prepared } from "../run/messages.js";
import { ratioOf, type Ratio } from "./ratioOf.js";
import type { Outcome, Performance } from "../run/runComparison.js";

/** All that a run of a comparison showed, as it is written to a file. Times are in milliseconds per step. */
export interface Report {
  readonly name: string;
  readonly title: string;
  readonly date: string;
  readonly machine: Machine;
  readonly inputs?: string;
  /** What the contestants' results are. */
  readonly result?: string;
  readonly rounds: number;
  /** Who worked when, round by round. */
  readonly order: Outcome["order"];
  readonly contestants: readonly ContestantReport[];
  /** Of our time to each other contestant's. */
  readonly ratios: readonly (Ratio & { readonly to: string })[];
  readonly verdict: Verdict;
  readonly compileVerdict?: CompileVerdict;
}

/** One contestant's figures. */
export interface ContestantReport extends Prepared {
  readonly name: string;
  readonly role: Contestant["role"];
  readonly stepsPerTurn: number;
  /** The median step of every round. */
  readonly perRound: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The mean that the steps of every round gave. */
  readonly results?: readonly number[];
  /** After the last round. */
  readonly residentBytes: number;
}

/** Whether we are as fast as we must be: the median ratio to the fastest peer is at most the bar. */
export interface Verdict extends Ratio {
  /** What the peers are together. */
  readonly peers: string;
  /** The peer with the smallest median. */
  readonly fastestPeer: string;
  readonly bar: number;
  readonly met: boolean;
}

/** Whether ours compiles as fast as it must. */
export interface CompileVerdict {
  readonly milliseconds: number;
  readonly bar: number;
  readonly met: boolean;
}

/** When a comparison began, and on what. */
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
  const contestants = outcome.performances.map(describeContestant);
  const ours = contestants.find(({ role }) => role === "ours") as ContestantReport;
  const others = contestants.filter(({ role }) => role !== "ours");
  const compileVerdict = judgeCompilation(comparison, ours);
  return {
    name: comparison.name,
    title: comparison.title,
    date: date.toISOString(),
    machine,
    ...(outcome.inputs !== undefined && { inputs: outcome.inputs }),
    ...(comparison.result !== undefined && { result: comparison.result }),
    rounds: outcome.order.length,
    order: outcome.order,
    contestants,
    ratios: others.map(({ name, perRound }) => ({ to: name, ...ratioOf(ours.perRound, perRound) })),
    verdict: judge(comparison, ours, others),
    ...(compileVerdict && { compileVerdict }),
  };
}

function describeContestant({ contestant, prepared, turns }: Performance): ContestantReport {
  const perRound = turns.map(({ milliseconds }) => median(milliseconds));
  const results = turns.flatMap(({ result }) => result ?? []);
  return {
    name: contestant.name,
    role: contestant.role,
    ...prepared,
    stepsPerTurn: contestant.stepsPerTurn,
    perRound,
    median: median(perRound),
    min: Math.min(...perRound),
    max: Math.max(...perRound),
    ...(results.length > 0 && { results }),
    residentBytes: turns.at(-1)?.residentBytes ?? 0,
  };
}

function judge(
  { peers, bar }: Comparison,
  ours: ContestantReport,
  others: readonly ContestantReport[],
): Verdict {
  const fastest = others
    .filter(({ role }) => role === "peer")
    .reduce((best, peer) => (peer.median < best.median ? peer : best));
  const ratio = ratioOf(ours.perRound, fastest.perRound);
  return { peers, fastestPeer: fastest.name, bar, met: ratio.median <= bar, ...ratio };
}

function judgeCompilation(
  { compileBarMilliseconds: bar }: Comparison,
  { compileMilliseconds: milliseconds }: ContestantReport,
): CompileVerdict | undefined {
  if (bar === undefined || milliseconds === undefined) return undefined;
  return { milliseconds, bar, met: milliseconds <= bar };
}
