import { stat } from "node:fs/promises";
import type { Stats } from "node:fs";

/** What a path names, links followed: nothing, a file, a folder, what can only be written to, or what else there is. */
export type EntryKind = "nothing" | "file" | "folder" | "stream" | "other";

/**
 * What a path names; a stream is a pipe, a terminal or another device that takes text.
 *
 * @throws the system's error, if it does not say
 */
export async function kindOfEntry(path: string): Promise<EntryKind> {
  try {
    return kindOf(await stat(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "nothing";
    throw error;
  }
}

function kindOf(entry: Stats): EntryKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isFIFO() || entry.isCharacterDevice() ? "stream" : "other";
}
