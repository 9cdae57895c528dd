import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataSource, SourceFile } from "./DataSource.js";
import { verifiedContent } from "./verifiedContent.js";

/** What {@link findFile} found. */
export interface FoundFile {
  /** Where the right file lies, and what it holds uncompressed. */
  readonly found?: { readonly path: string; readonly content: Uint8Array };
  /** Files of the right name that were passed over, each with the reason. */
  readonly rejected: readonly string[];
}

/**
 * Looks for a file of a data set in these directories, in order: in the set's own folder within each, then directly,
 * gzip-compressed or plain. A file of the right name with other content (damaged, or of another data set: MNIST and
 * Fashion-MNIST share their file names) is passed over.
 */
export async function findFile(
  source: DataSource,
  file: SourceFile,
  directories: readonly string[],
): Promise<FoundFile> {
  const rejected: string[] = [];
  for (const directory of directories) {
    for (const folder of [join(directory, source.folder), directory]) {
      for (const name of [file.name, file.name.replace(/\.gz$/, "")]) {
        const path = join(folder, name);
        const bytes = await readIfThere(path);
        if (bytes === undefined) continue;
        if (typeof bytes === "string") {
          rejected.push(bytes);
          continue;
        }
        const content = await verifiedContent(bytes, file);
        if (content !== undefined) return { found: { path, content }, rejected };
        rejected.push(`${path} has the wrong checksum: it is damaged or belongs to another data set`);
      }
    }
  }
  return { rejected };
}

/** The bytes; undefined if there is no such file; the reason, as text, if it cannot be read. */
async function readIfThere(path: string): Promise<Uint8Array | string | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT" || code === "ENOTDIR"
      ? undefined
      : `${path} cannot be read (${code ?? String(error)})`;
  }
}
