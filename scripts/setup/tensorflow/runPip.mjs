import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "../lastLines.mjs";
import { withProgress } from "../progress.mjs";
import { runProcess } from "../runProcess.mjs";
import { SetupError } from "../SetupError.mjs";
import { diskFull } from "./space.mjs";

const flags =
  "--no-deps --only-binary=:all: --require-hashes --no-cache-dir --disable-pip-version-check --progress-bar off " +
  "--retries 2 --timeout 30 --implementation cp --python-version 3.11 --abi cp311";

/**
 * Runs `pip download` or `pip install` for CPython 3.11 on given platforms, whichever Python runs it. Only files with the
 * checksums in the requirements file are taken.
 *
 * @param {string} title
 * @param {string} python
 * @param {readonly string[]} command like `["download", "-d", folder]`
 * @param {{
 *   folder: string, requirements: string, platforms: readonly string[], what: string, timeoutSeconds: number
 * }} options `folder`: also for pip's temporary files; its size is the progress. `what`: what it fetches, in an error
 * @throws SetupError with pip's reason
 */
export async function runPip(
  title,
  python,
  command,
  { folder, requirements, platforms, what, timeoutSeconds },
) {
  const platformFlags = platforms.flatMap((platform) => ["--platform", platform]);
  const args = ["-m", "pip", ...command, ...flags.split(" "), ...platformFlags, "-r", requirements];
  const env = { ...process.env, TMPDIR: folder, PIP_NO_INPUT: "1", PIP_USER: "0" };
  /** @param {(detail: string) => void} report */
  const run = async (report) => {
    const watch = setInterval(() => report(`${Math.round(folderBytes(folder) / 1e6)} MB`), 500);
    const ended = await runProcess(python, args, { env, timeoutSeconds });
    clearInterval(watch);
    return ended;
  };
  const { code, output, timedOut } = await withProgress(title, run, (result) => result.code === 0);
  if (timedOut)
    throw new SetupError(`the download of ${what} took longer than ${timeoutSeconds / 60} minutes`);
  if (/No space left|Errno 28/.test(output)) throw diskFull(folder);
  if (code !== 0) throw new SetupError(`pip could not fetch ${what}\n${lastLines(output, 3)}`);
}

/**
 * @param {string} folder
 * @returns {number}
 */
function folderBytes(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce(
        (sum, entry) =>
          sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
  } catch {
    return 0;
  }
}
