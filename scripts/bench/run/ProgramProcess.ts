import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { lastWords } from "../../notebook/lastWords.js";
import { within } from "../../notebook/within.js";
import { killGroup, ownGroup } from "../../setup/killGroup.mjs";
import { BenchError } from "../BenchError.js";

/** A program that answers in lines of JSON on its standard output. */
export interface Program {
  /** As it is called in messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** What to do where it fails. */
  readonly remedy?: string | undefined;
}

/** How long a process may take to end by itself, in seconds. */
const endingLimit = 5;

/** A program at work, in a process group of its own so that nothing it started outlives it. */
export class ProgramProcess {
  readonly #program: Program;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  /** Resolves when the process has ended, to how it did. */
  readonly #ended: Promise<string>;
  #stderr = "";

  constructor(program: Program) {
    this.#program = program;
    const { command, args, env } = program;
    const child = spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"], detached: ownGroup });
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

  /** Writes a line of JSON to its standard input. */
  ask(question: object): void {
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
  }

  /** The next line it says. @throws BenchError if the process ends, says something else or takes too long */
  async answer<T>(schema: z.ZodType<T>, seconds: number): Promise<T> {
    const ended = this.#ended.then((how) => Promise.reject(this.error(how)));
    const line = await within(seconds * 1000, Promise.race([this.#lines.next(), ended]), () =>
      this.error(`did not answer within ${seconds} s`),
    );
    if (line.done) return await ended;
    const answer = schema.safeParse(parseJson(line.value));
    if (!answer.success) throw this.error(`gave an answer that is none: ${line.value.slice(0, 200)}`);
    return answer.data;
  }

  /** Lets the process end, and kills it if it does not. */
  async end(): Promise<void> {
    this.#child.stdin?.end();
    await within(endingLimit * 1000, this.#ended, () => new Error("too late")).catch(() => this.kill());
  }

  /** Ends the process and all it has started. */
  kill(): void {
    killGroup(this.#child);
  }

  /** What went wrong with it, and its last words. */
  protected error(what: string): BenchError {
    const { name, remedy } = this.#program;
    const words = lastWords(this.#stderr);
    const said = words === "" ? "" : `; it last said:\n${words}`;
    return new BenchError(`${name} ${what}${said}`, { remedy });
  }

  readonly #killAtExit = (): void => this.kill();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
