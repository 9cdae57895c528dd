import { spawn } from "node:child_process";

/** How a program ended and what it said. */
export interface CommandResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, in the order they arrived. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly environment?: Record<string, string | undefined>;
  /** Kills the program after this time; the result then has the signal. */
  readonly timeoutSeconds?: number;
}

/** Runs a program to its end without a terminal. `undefined` in the environment removes a variable. */
export async function runCommand(
  program: string,
  args: readonly string[],
  { cwd, environment = {}, timeoutSeconds = 300 }: CommandOptions = {},
): Promise<CommandResult> {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...environment }).filter((entry) => entry[1] !== undefined),
  );
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const streams = { stdout: "", stderr: "", output: "" };
  const keep = (stream: "stdout" | "stderr") => (chunk: Buffer) => {
    streams[stream] += chunk.toString("utf8");
    streams.output += chunk.toString("utf8");
  };
  child.stdout.on("data", keep("stdout"));
  child.stderr.on("data", keep("stderr"));
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutSeconds * 1000);
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...streams });
    });
  });
}
