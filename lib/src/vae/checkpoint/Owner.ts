import { hostname } from "node:os";
import { isRunning } from "../files/index.js";

/** Whose a folder of checkpoints is, as its owner file says. */
export interface Owner {
  /** Another one for every trainer. */
  readonly run: string;
  readonly host: string;
  readonly pid: number;
  /** When it became the owner, as in ISO 8601. */
  readonly since: string;
  /** The folder's absolute path then. */
  readonly folder: string;
}

/** A training writes its first checkpoint soon after it has taken a folder. */
const abandonedAfterMs = 60_000;

/** The owner that {@link ownerText} described; undefined if the text is damaged. */
export function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner;
    const { run, host, pid, since, folder } = owner;
    const isWhole = [run, host, since, folder].every((value) => typeof value === "string");
    return isWhole && Number.isSafeInteger(pid) && pid > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

export function ownerText(owner: Owner): string {
  return `${JSON.stringify(owner, undefined, 2)}\n`;
}

/** This process as the owner of a folder from now on. */
export function newOwner(run: string, folder: string): Owner {
  return { run, host: hostname(), pid: process.pid, since: new Date().toISOString(), folder };
}

/** For messages: who that is, and since when. */
export function describeOwner({ host, pid, since }: Owner): string {
  const isHere = host === hostname() && pid === process.pid;
  return `${isHere ? "another trainer of this process" : `process ${pid} on ${host}`}, since ${since}`;
}

/** Whether an owner that has not written a checkpoint is gone, as far as one can tell. */
export function isGone({ host, pid, since }: Owner): boolean {
  const began = Date.parse(since);
  if (Date.now() - began > abandonedAfterMs) return true;
  if (host !== hostname()) return false;
  // Containers give the same numbers to their processes again and again.
  return pid === process.pid ? began < performance.timeOrigin : !isRunning(pid);
}
