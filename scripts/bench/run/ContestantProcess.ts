import type { Contestant } from "../Contestant.js";
import { preparedMessage, turnMessage, type Prepared, type Turn } from "./messages.js";
import { ProgramProcess } from "./ProgramProcess.js";

/** How long a contestant may take, in seconds. */
const limits = { preparing: 900, turn: 300 };

/** A contestant at work. */
export class ContestantProcess extends ProgramProcess {
  readonly contestant: Contestant;

  constructor(contestant: Contestant, command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    const { name, script, remedy } = contestant;
    super({ name, command, args: [script, ...(contestant.args ?? []), ...args], env, remedy });
    this.contestant = contestant;
  }

  /** @throws BenchError if the process ends, says something else or takes too long */
  async prepared(): Promise<Prepared> {
    return (await this.answer(preparedMessage, limits.preparing)).prepared;
  }

  /** @throws BenchError if the process ends, says something else or takes too long */
  async takeTurn(): Promise<Turn> {
    const { stepsPerTurn } = this.contestant;
    this.ask({ steps: stepsPerTurn });
    const turn = await this.answer(turnMessage, limits.turn);
    const done = turn.milliseconds.length;
    if (done !== stepsPerTurn) throw this.error(`was asked for ${stepsPerTurn} steps and told of ${done}`);
    return turn;
  }
}
