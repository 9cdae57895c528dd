import type { ContestantReport } from "./describeContestant.js";
import { ratioOf, type Ratio } from "./ratioOf.js";

/** How one contestant's time compares with another's. */
export interface NamedRatio extends Ratio {
  readonly of: string;
  readonly to: string;
}

export function namedRatio(one: ContestantReport, other: ContestantReport): NamedRatio {
  return { of: one.name, to: other.name, ...ratioOf(one.perRound, other.perRound) };
}
