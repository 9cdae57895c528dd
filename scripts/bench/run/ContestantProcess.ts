import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { lastWords } from "../../notebook/lastWords.js";
import { within } from "../../notebook/within.js";
import { killGroup, ownGroup } from "../../setup/killGroup.mjs";
import { BenchError } from "../BenchError.js";
import type { Contestant } from "../Contestant.js";
import { preparedMessage, turnMessage, type Prepared, type Turn } from "./messages.js";

/** How long a contestant may take, in seconds. */
const limits = { preparing: 900, turn: 300, ending: 5 };

/** A contestant at work, in a process group of its own so that nothing it started outlives it. */
export class ContestantProcess {
  readonly contestant: Contestant;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  /** Resolves when the process has ended, to how it did. */
  readonly #ended: Promise<string>;
  #stderr = "";

  constructor(contestant: Contestant, program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.contestant = contestant;
    const child = spawn(program, [contestant.script, ...(contestant.args ?? []), ...args], {
      env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: ownGroup,
    });
    this.#child = child;
    // A write to a process that has ended: its end is told anyway.
    child.stdin.on("error", () => undefined);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-10_000);
    });
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    process.once("exit", this.#killAtExit);
    child.once("exit", this.#killAtExit);
    this.#ended = new Promise((resolve) => {
      child.once("error", (error) => resolve(`could not be started (${error.message})`));
      child.once("close", (code, signal) =>
        resolve(signal ? `was killed by ${signal}` : `exited with code ${code}`),
      );
    });
    void this.#ended.then(() => process.removeListener("exit", this.#killAtExit));
  }

  /** @throws BenchError if the process ends, says something else or takes too long */
  async prepared(): Promise<Prepared> {
    return (await this.#answer(preparedMessage, limits.preparing)).prepared;
  }

  /** @throws BenchError if the process ends, says something else or takes too long */
  async takeTurn(): Promise<Turn> {
    const { stepsPerTurn } = this.contestant;
    this.#child.stdin?.write(`${JSON.stringify({ steps: stepsPerTurn })}\n`);
    const turn = await this.#answer(turnMessage, limits.turn);
    const done = turn.milliseconds.length;
    if (done !== stepsPerTurn) throw this.#error(`was asked for ${stepsPerTurn} steps and told of ${done}`);
    return turn;
  }

  /** Lets the process end, and kills it if it does not. */
  async end(): Promise<void> {
    this.#child.stdin?.end();
    await within(limits.ending * 1000, this.#ended, () => new Error("too late")).catch(() => this.kill());
  }

  /** Ends the process and all it has started. */
  kill(): void {
    killGroup(this.#child);
  }

  readonly #killAtExit = (): void => this.kill();

  async #answer<T>(schema: z.ZodType<T>, seconds: number): Promise<T> {
    const ended = this.#ended.then((how) => Promise.reject(this.#error(how)));
    const line = await within(seconds * 1000, Promise.race([this.#lines.next(), ended]), () =>
      this.#error(`did not answer within ${seconds} s`),
    );
    if (line.done) return await ended;
    const answer = schema.safeParse(parseJson(line.value));
    if (!answer.success) throw this.#error(`gave an answer that is none: ${line.value.slice(0, 200)}`);
    return answer.data;
  }

  #error(what: string): BenchError {
    const words = lastWords(this.#stderr);
    const said = words === "" ? "" : `; it last said:\n${words}`;
    return new BenchError(`${this.contestant.name} ${what}${said}`, { remedy: this.contestant.remedy });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
