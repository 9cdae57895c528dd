import { relative } from "node:path";
import { useBackend } from "kl-to-vae/tensorflow";
import { bringDigits } from "./bringDigits.js";
import { NotebookError } from "./notebook/NotebookError.js";
import { untilSignal } from "./notebook/untilSignal.js";
import { exportSite } from "./posts/exportSite.js";
import { executedCopies } from "./posts/executedCopies.js";
import { PostsError } from "./posts/PostsError.js";
import { runSeries } from "./runSeries.js";
import { seriesNotebooks } from "./series.js";
import { executedDirectory, landingPath, projectRoot, siteDirectory } from "./setup/paths.mjs";

/** `npm start`: runs the four notebooks with the quick profile and makes the posts of them. */
export async function command(): Promise<number> {
  return await untilSignal(start);
}

async function start(signal: AbortSignal): Promise<number> {
  const started = performance.now();
  try {
    const backend = await useBackend();
    console.log(`Backend: ${backend.summary}`);
    const digits = await bringDigits(signal);
    console.log(`Digits:  ${digits}.`);
    if (!(await runSeries({ profile: "quick", signal }))) return 1;
    const notebooks = executedCopies(seriesNotebooks());
    const { output, posts } = await exportSite({ notebooks, index: landingPath, output: siteDirectory });
    const shown = (path: string): string => relative(projectRoot, path);
    console.log(
      `\nThe executed notebooks are in ${shown(executedDirectory)}/, on ${backend.summary}; ${digits}.`,
    );
    console.log(`The posts are in ${shown(output)}/ (begin with ${shown(output)}/index.html):`);
    for (const { title, page } of posts) console.log(`  ${shown(page)}  ${title}`);
    console.log(`It took ${Math.round((performance.now() - started) / 1000)} s.`);
    return 0;
  } catch (error) {
    if (!(error instanceof NotebookError || error instanceof PostsError)) throw error;
    console.error(error.message);
    return 1;
  }
}
