import { readlink, realpath } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** As many links, one leading to the next, as Linux follows. */
const mostLinks = 40;

/** What a process has open looks like a link to it. */
const descriptors = /^\/(dev\/(fd\/|std(in|out|err)$)|proc\/)/;

/**
 * Where a path leads once the links at its end are followed, whether or not there is something; itself if it is none.
 *
 * @throws Error for /dev/stdout and the like: a file in the place of the one that is open would get nothing more of it
 */
export async function linkTarget(path: string): Promise<string> {
  let target = path;
  for (let i = 0; i < mostLinks; i++) {
    if (descriptors.test(target)) throw new Error(`${target} is an open file of a process`);
    // Fails for what is no link, and for what is not there.
    const next = await readlink(target).catch(() => undefined);
    if (next === undefined) return target;
    const folder = await realpath(dirname(target)).catch(() => dirname(target));
    target = resolve(folder, next);
  }
  // Links that lead to each other: whatever is done with it says so.
  return target;
}
