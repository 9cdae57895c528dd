import { BenchError } from "../BenchError.js";
import type { Trial } from "../Trial.js";
import type { Performance } from "./runTrial.js";

/** @throws BenchError if contestants came to results that are further apart than they may be: then they did different work */
export function checkResults(
  { name, tolerance = Infinity }: Trial,
  performances: readonly Performance[],
): void {
  const results = performances.flatMap(({ contestant, turns }) =>
    turns.flatMap(({ result }) => (result === undefined ? [] : [{ who: contestant.name, result }])),
  );
  const [first] = results;
  const other = results.find(({ result }) => !agree(result, first!.result, tolerance));
  if (first === undefined || other === undefined) return;
  throw new BenchError(
    `${name}: the contestants do not do the same work: ${first.who} came to ${first.result}, ${other.who} to ${other.result}.`,
  );
}

function agree(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}
