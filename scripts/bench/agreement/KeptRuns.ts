import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { epochMessage } from "./messages.js";

const identitySchema = z.object({
  side: z.string(),
  /** SHA-256 of the images. */
  data: z.string(),
  model: z.string(),
  epochs: z.int(),
  seed: z.int(),
  versions: z.record(z.string(), z.string()),
  threads: z.int(),
  /** SHA-256 of the program's text. */
  program: z.string(),
});

const runSchema = z.object({
  /** One after the other. */
  epochs: z.array(epochMessage).min(1),
  seconds: z.number(),
  /** When it ended. */
  date: z.string(),
});

const lineSchema = z.object({ identity: identitySchema, run: runSchema });

/** All that a training's losses depend on. */
export type RunIdentity = z.infer<typeof identitySchema>;

/** A training that was finished. */
export type Run = z.infer<typeof runSchema>;

/** Finished trainings, in a file of one line each. A line that was cut off, or is of another kind, counts as none. */
export class KeptRuns {
  readonly #path: string;
  readonly #runs = new Map<string, Run>();

  constructor(path: string) {
    this.#path = path;
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    for (const { identity, run } of text.split("\n").flatMap(readLine)) this.#runs.set(keyOf(identity), run);
  }

  find(identity: RunIdentity): Run | undefined {
    return this.#runs.get(keyOf(identity));
  }

  /** A later run of the same identity goes before an earlier one. */
  keep(identity: RunIdentity, run: Run): void {
    this.#runs.set(keyOf(identity), run);
    mkdirSync(dirname(this.#path), { recursive: true });
    // The line break comes first: it ends a line that was cut off.
    appendFileSync(this.#path, `\n${JSON.stringify({ identity, run })}`);
  }
}

function keyOf(identity: RunIdentity): string {
  const { versions, ...rest } = identity;
  return JSON.stringify([entriesOf(rest), entriesOf(versions)]);
}

function entriesOf(record: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

function readLine(line: string): z.infer<typeof lineSchema>[] {
  try {
    return [lineSchema.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
