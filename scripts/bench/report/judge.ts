import type { Comparison } from "../Comparison.js";
import type { ContestantReport } from "./describeContestant.js";
import { namedRatio, type NamedRatio } from "./namedRatio.js";

/** Whether we are as fast as we must be: each of ours takes at most the bar's share of the fastest peer's time. */
export interface Verdict {
  /** What the peers are together. */
  readonly peers: string;
  /** Of each of ours to the peer with the smallest median among those that may use no more threads; the largest first. */
  readonly ratios: readonly NamedRatio[];
  readonly bar: number;
  readonly met: boolean;
}

/** Compares each of ours with the fastest of its peers. */
export function judge(
  { peers, bar }: Comparison,
  ours: readonly ContestantReport[],
  others: readonly ContestantReport[],
): Verdict {
  const ratios = ours
    .map((one) => namedRatio(one, fastest(others.filter((other) => competes(one, other)))))
    .sort((a, b) => b.median - a.median);
  return { peers, ratios, bar, met: ratios.every(({ median }) => median <= bar) };
}

function competes(ours: ContestantReport, { role, maxThreads = 0 }: ContestantReport): boolean {
  return role === "peer" && maxThreads <= (ours.maxThreads ?? Infinity);
}

function fastest(contestants: readonly ContestantReport[]): ContestantReport {
  return contestants.reduce((best, one) => (one.median < best.median ? one : best));
}
