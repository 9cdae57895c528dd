import { setTimeout as sleep } from "node:timers/promises";
import { withProgress } from "../../setup/progress.mjs";
import type { Contestant } from "../Contestant.js";
import type { Trial } from "../Trial.js";
import { checkResults } from "./checkResults.js";
import { contestantEnvironment } from "./contestantEnvironment.js";
import { ContestantProcess } from "./ContestantProcess.js";
import type { Prepared, Turn } from "./messages.js";
import { turnOrder } from "./turnOrder.js";

/** How a trial is run. */
export interface RunOptions {
  readonly rounds: number;
  /** The Python of the contestants that need one. */
  readonly python?: string | undefined;
  /** Between two turns, for the threads of the one before to stop spinning. */
  readonly pauseMilliseconds?: number;
  /** Ends the contestants when it is aborted. */
  readonly signal?: AbortSignal;
}

/** What came of one contestant. */
export interface Performance {
  readonly contestant: Contestant;
  readonly prepared: Prepared;
  /** Round by round. */
  readonly turns: readonly Turn[];
}

/** What came of a trial. */
export interface Outcome {
  readonly performances: readonly Performance[];
  /** The contestants' names as they took their turns, round by round. */
  readonly order: readonly (readonly string[])[];
  /** What they worked on. */
  readonly inputs: string | undefined;
}

/**
 * Starts the contestants of a trial, lets them prepare one after the other, and then gives each a turn in every round.
 * Only one works at a time; the others wait for a line on their standard input.
 *
 * @throws BenchError if a contestant fails or the results are not the same; all are ended
 */
export async function runTrial(trial: Trial, options: RunOptions): Promise<Outcome> {
  const { signal } = options;
  const inputs = await trial.inputs?.();
  const processes: ContestantProcess[] = [];
  const kill = (): void => processes.forEach((process) => process.kill());
  signal?.addEventListener("abort", kill);
  try {
    const entrants: Entrant[] = [];
    for (const contestant of trial.contestants) {
      signal?.throwIfAborted();
      const program = contestant.runtime === "node" ? process.execPath : (options.python ?? "python3");
      const started = new ContestantProcess(
        contestant,
        program,
        inputs?.files ?? [],
        contestantEnvironment(),
      );
      processes.push(started);
      const title = `${trial.name}: preparing ${contestant.name}`;
      entrants.push({
        process: started,
        prepared: await withProgress(title, () => started.prepared()),
        turns: [],
      });
    }
    const order = await takeTurns(trial.name, entrants, options);
    await Promise.all(processes.map((process) => process.end()));
    const performances = entrants.map(({ process: { contestant }, prepared, turns }) => ({
      contestant,
      prepared,
      turns,
    }));
    checkResults(trial, performances);
    return { performances, order, inputs: inputs?.description };
  } catch (error) {
    kill();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", kill);
  }
}

interface Entrant {
  readonly process: ContestantProcess;
  readonly prepared: Prepared;
  readonly turns: Turn[];
}

async function takeTurns(
  name: string,
  entrants: readonly Entrant[],
  { rounds, pauseMilliseconds = 300 }: RunOptions,
): Promise<string[][]> {
  const order: string[][] = [];
  await withProgress(`${name}: ${rounds} rounds`, async (report) => {
    for (let round = 0; round < rounds; round++) {
      const entrantsInTurn = turnOrder(entrants, round);
      order.push(entrantsInTurn.map(({ process }) => process.contestant.name));
      for (const { process, turns } of entrantsInTurn) {
        report(`round ${round + 1}, ${process.contestant.name}`);
        await sleep(pauseMilliseconds);
        turns.push(await process.takeTurn());
      }
    }
  });
  return order;
}
