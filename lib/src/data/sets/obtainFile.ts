import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DownloadError } from "../../errors/index.js";
import type { NdArray } from "../../array/index.js";
import { downloadFile } from "../download/downloadFile.js";
import { onDisk } from "../download/onDisk.js";
import { gunzipIfNeeded } from "../gunzipIfNeeded.js";
import type { LoadOptions } from "../LoadOptions.js";
import { parseIdx } from "../parseIdx.js";
import type { DataSource, SourceFile } from "./DataSource.js";
import { findFile } from "./findFile.js";
import { mirrorsOf } from "./mirrorsOf.js";
import { dataCacheDirectory, searchDirectories } from "./searchDirectories.js";

/**
 * Reads a file of a data set from the first place that has it, downloading it into the cache if none has.
 *
 * @throws DownloadError if it cannot be had; the message says why, and how to provide it
 */
export async function obtainFile(
  source: DataSource,
  file: SourceFile,
  options: LoadOptions,
): Promise<NdArray<Uint8Array>> {
  const directories = searchDirectories(options.directory);
  const { found, rejected } = await findFile(source, file, directories);
  if (found !== undefined) return parseIdx(found.content, found.path);
  const mirrors = mirrorsOf(source);
  const offline = whyOffline(source, mirrors, options);
  try {
    if (offline !== undefined)
      throw new DownloadError(`${file.name} of ${source.title} is not here, and ${offline}.`);
    const destination = join(dataCacheDirectory(), source.folder, file.name);
    await downloadFile({ ...options, file, mirrors, destination });
    const bytes = await onDisk(destination, () => readFile(destination));
    return parseIdx(await gunzipIfNeeded(bytes, destination), destination);
  } catch (cause) {
    if (!(cause instanceof DownloadError)) throw cause;
    throw new DownloadError(explain(source, cause.message, directories, rejected), { cause });
  }
}

function whyOffline(
  source: DataSource,
  mirrors: readonly string[],
  { download }: LoadOptions,
): string | undefined {
  if (mirrors.length === 0) return `${source.title} has no public download`;
  if (download === false) return "downloads are switched off (download: false)";
  if (download === undefined && process.env["KL_TO_VAE_OFFLINE"] === "1") return "KL_TO_VAE_OFFLINE is 1";
  return undefined;
}

function explain(
  source: DataSource,
  message: string,
  directories: readonly string[],
  rejected: readonly string[],
): string {
  return [
    message,
    `Looked in ${directories.join(", ")}.`,
    ...rejected.map((reason) => `Passed over: ${reason}.`),
    `With the files of ${source.title} in a directory DIR, run \`npm run data -- ${source.folder} --from DIR\` or set KL_TO_VAE_DATA=DIR.`,
  ].join("\n");
}
