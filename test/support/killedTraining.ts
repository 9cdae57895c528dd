import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Rng } from "kl-to-vae/random";

const program = fileURLToPath(new URL("trainAndHash.mjs", import.meta.url));

/** What a training comes to. */
export interface Outcome {
  /** A hash of the weights. */
  readonly weights: string;
  readonly losses: readonly unknown[];
}

/** A training in a folder, in a process of its own. */
export interface Task {
  readonly folder: string;
  readonly epochs: number;
  readonly everySteps: number;
  readonly architecture?: "mlp" | "conv";
}

/** How a process ended: with an outcome, or killed so many milliseconds after it had begun. */
interface End {
  readonly outcome: Outcome | undefined;
  readonly milliseconds: number;
}

/** Trains without interruption. */
export async function train(task: Task): Promise<{ outcome: Outcome; milliseconds: number }> {
  const { outcome, milliseconds } = await runProcess(task, Infinity);
  return { outcome: outcome as Outcome, milliseconds };
}

/**
 * Trains in processes that are killed at random moments, so many of them; the one after them may end. Moments before the
 * first step count as well.
 *
 * @param milliseconds how long the training takes without interruption
 * @returns what it came to, and how many processes were killed
 */
export async function trainKilled(
  task: Task,
  kills: number,
  milliseconds: number,
  rng: Rng,
): Promise<{ outcome: Outcome; killed: number }> {
  for (let killed = 0; killed < kills; killed++) {
    // Most moments lie where a training is under way, as it must get on for the next to find something to do.
    const { outcome } = await runProcess(task, (rng.uniform() * 2 * milliseconds) / kills);
    if (outcome !== undefined) return { outcome, killed };
  }
  return { outcome: (await train(task)).outcome, killed: kills };
}

async function runProcess(task: Task, killAfter: number): Promise<End> {
  const { folder, epochs, everySteps, architecture = "mlp" } = task;
  const args = [program, folder, String(epochs), String(everySteps), architecture];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const exit = once(child, "close");
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  let begun = NaN;
  let timer: NodeJS.Timeout | undefined;
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (!line.startsWith("begun")) continue;
    begun = performance.now();
    if (killAfter < Infinity) timer = setTimeout(() => child.kill("SIGKILL"), killAfter);
  }
  const [code, signal] = (await exit) as [number | null, string | null];
  clearTimeout(timer);
  const milliseconds = performance.now() - begun;
  if (signal === "SIGKILL") return { outcome: undefined, milliseconds };
  if (code !== 0) throw new Error(`The training ended with code ${code}, signal ${signal}:\n${errors}`);
  return { outcome: JSON.parse(last) as Outcome, milliseconds };
}
