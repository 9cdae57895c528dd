import { withProgress } from "./progress.mjs";
import { runProcess } from "./runProcess.mjs";

/**
 * Runs a program to its end under a title, with progress; the last line says whether it ended well.
 *
 * @param {string} title
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Parameters<typeof runProcess>[2]} options
 */
export async function runStep(title, program, args, options) {
  return await withProgress(
    title,
    () => runProcess(program, args, options),
    ({ code }) => code === 0,
  );
}
