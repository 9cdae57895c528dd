import { spawn, type ChildProcess } from "node:child_process";
import { dirname } from "node:path";
import { kernelspec } from "../kernel/kernelspec.mjs";
import { killGroup, ownGroup } from "../setup/killGroup.mjs";
import { KernelDiedError } from "./KernelDiedError.js";
import { lastWords } from "./lastWords.js";

/** What to start, where, and with what added to the environment. */
export interface KernelCommand {
  readonly workingDirectory: string;
  readonly argv?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

/** The kernel's process, in a group of its own so that nothing it started outlives it. */
export class KernelProcess {
  readonly #child: ChildProcess;
  #stderr = "";
  #ended: KernelDiedError | undefined;

  /** Resolves when the process has ended, to an error that says how. */
  readonly died: Promise<KernelDiedError>;

  constructor(
    connectionFile: string,
    { workingDirectory, argv = kernelspec().argv, environment }: KernelCommand,
  ) {
    const [command = process.execPath, ...args] = argv.map((arg) =>
      arg.replace("{connection_file}", connectionFile),
    );
    this.#child = spawn(command, args, {
      cwd: workingDirectory,
      env: {
        ...process.env,
        ...kernelspec().env,
        KL_TO_VAE_PARENT_PID: String(process.pid),
        KL_TO_VAE_CONNECTION_FOLDER: dirname(connectionFile),
        KL_TO_VAE_BUILT: "1",
        ...environment,
      },
      stdio: ["ignore", "ignore", "pipe"],
      detached: ownGroup,
    });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-10_000);
    });
    process.once("exit", this.#killAtExit);
    this.died = new Promise((resolve) => {
      const end = (how: string): void => {
        process.removeListener("exit", this.#killAtExit);
        this.#ended ??= new KernelDiedError(how + this.#said());
        resolve(this.#ended);
      };
      this.#child.once("error", (error) => end(`could not be started (${error.message})`));
      this.#child.once("close", (code, signal) =>
        end(signal ? `was killed by ${signal}` : `exited with code ${code}`),
      );
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  interrupt(): void {
    this.#child.kill("SIGINT");
  }

  /** Ends the process and all it started; `why`, where given, is what is told as its end. */
  kill(why?: string): void {
    if (why !== undefined) this.#ended ??= new KernelDiedError(why);
    killGroup(this.#child);
  }

  readonly #killAtExit = (): void => this.kill();

  /** What it last wrote to the terminal, where that may explain its end. */
  #said(): string {
    const words = lastWords(this.#stderr);
    return words === "" ? "" : `; it last said:\n${words}`;
  }
}
