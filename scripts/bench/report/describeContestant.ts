import type { Contestant } from "../Contestant.js";
import type { Prepared } from "../run/messages.js";
import type { Performance } from "../run/runTrial.js";
import { median } from "./median.js";

/** One contestant's figures. */
export interface ContestantReport extends Prepared {
  readonly name: string;
  readonly role: Contestant["role"];
  readonly maxThreads?: number;
  readonly stepsPerTurn: number;
  /** Milliseconds per unit in the median step of every round. */
  readonly perRound: readonly number[];
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** The mean that the steps of every round gave. */
  readonly results?: readonly number[];
  /** After the last round. */
  readonly residentBytes: number;
}

/** @param unitsPerStep how many of what times are given per a step is */
export function describeContestant(
  { contestant, prepared, turns }: Performance,
  unitsPerStep: number,
): ContestantReport {
  const { name, role, maxThreads, stepsPerTurn } = contestant;
  const perRound = turns.map(({ milliseconds }) => median(milliseconds) / unitsPerStep);
  const results = turns.flatMap(({ result }) => result ?? []);
  return {
    name,
    role,
    ...(maxThreads !== undefined && { maxThreads }),
    ...prepared,
    stepsPerTurn,
    perRound,
    median: median(perRound),
    min: Math.min(...perRound),
    max: Math.max(...perRound),
    ...(results.length > 0 && { results }),
    residentBytes: turns.at(-1)?.residentBytes ?? 0,
  };
}
