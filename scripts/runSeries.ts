import { basename } from "node:path";
import { describeFailure, progressPrinter } from "./notebook/progress.js";
import { runNotebook } from "./notebook/runNotebook.js";
import { seriesNotebooks } from "./series.js";

export interface RunSeriesOptions {
  readonly profile: "quick" | "full";
  readonly signal?: AbortSignal;
  /** Where each executed copy goes; by default `build/notebooks/`. */
  readonly output?: (notebook: string) => string;
}

/**
 * Runs the notebooks one after the other, each in a kernel of its own, and stops at the first that fails.
 *
 * @returns whether all ran
 */
export async function runSeries({ profile, signal, output }: RunSeriesOptions): Promise<boolean> {
  for (const notebook of seriesNotebooks()) {
    console.log(`\n${basename(notebook)}`);
    const result = await runNotebook(notebook, {
      parameters: { profile },
      onProgress: progressPrinter({ to: process.stdout }),
      ...(signal ? { signal } : {}),
      ...(output ? { output: output(notebook) } : {}),
    });
    if (result.failed) {
      console.error(`\n${basename(notebook)}: ${describeFailure(result.failed)}`);
      return false;
    }
  }
  return true;
}
