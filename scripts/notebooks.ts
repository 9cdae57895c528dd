import { basename, join } from "node:path";
import { bringDigits } from "./bringDigits.js";
import { commitOutputs } from "./notebook/commitOutputs.js";
import { NotebookError } from "./notebook/NotebookError.js";
import { readNotebook } from "./notebook/readNotebook.js";
import { untilSignal } from "./notebook/untilSignal.js";
import { writeNotebook } from "./notebook/writeNotebook.js";
import { runSeries } from "./runSeries.js";
import { seriesNotebooks } from "./series.js";
import { buildDirectory } from "./setup/paths.mjs";

const profile = "full";

/** `npm run notebooks`: runs all with the full profile and puts the outputs into `notebooks/`, to be committed. */
export async function command(): Promise<number> {
  return await untilSignal(refresh);
}

async function refresh(signal: AbortSignal): Promise<number> {
  try {
    const digits = await bringDigits(signal);
    console.log(`Digits: ${digits}.`);
    const output = (notebook: string): string => join(buildDirectory, "notebooks-full", basename(notebook));
    if (!(await runSeries({ profile, signal, output }))) return 1;
    for (const path of seriesNotebooks()) {
      const made = { parameters: { profile }, digits };
      await writeNotebook(path, commitOutputs(readNotebook(path), readNotebook(output(path)), made));
    }
    console.log("\nThe outputs in notebooks/ are those of this run.");
    return 0;
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    console.error(error.message);
    return 1;
  }
}
