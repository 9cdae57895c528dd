import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { downloadFile, findFile, mirrorsOf, type DataSource, type SourceFile } from "kl-to-vae/data";
import writeFileAtomic from "write-file-atomic";
import { withProgress } from "../setup/progress.mjs";

/** Where files are put and where they come from. */
export interface ProvideOptions {
  /** Each data set has a folder of its own in here. */
  readonly directory: string;
  /** A directory to copy from; without it files are downloaded. */
  readonly from: string | undefined;
  /** Whether to look only. */
  readonly check: boolean;
}

/** What became of a file: a few words for the list, and a sentence if it is not there now. */
export interface Outcome {
  readonly state: string;
  readonly failure?: string;
  /** Whether no mirror delivered, so that the other files of the set need not be tried. */
  readonly unreachable?: boolean;
}

/** Sees to it that one file of a data set is in the directory, and the right one. */
export async function provideFile(
  source: DataSource,
  file: SourceFile,
  options: ProvideOptions,
): Promise<Outcome> {
  const { found, rejected } = await findFile(source, file, [options.directory]);
  if (found !== undefined) return { state: "present, checksum right" };
  if (options.check) {
    const reason = rejected[0] ?? `${join(options.directory, source.folder, file.name)} is missing`;
    return { state: rejected.length > 0 ? "damaged" : "missing", failure: `${reason}.` };
  }
  try {
    return options.from === undefined
      ? await download(source, file, options.directory)
      : await copy(source, file, resolve(options.from), options.directory);
  } catch (error) {
    return { state: "failed", failure: error instanceof Error ? error.message : String(error) };
  }
}

async function copy(source: DataSource, file: SourceFile, from: string, directory: string): Promise<Outcome> {
  if (!existsSync(from)) return { state: "failed", failure: `There is no directory ${from}.` };
  const { found, rejected } = await findFile(source, file, [from]);
  if (found === undefined) {
    const reason = rejected[0] ?? `Neither ${from} nor its folder ${source.folder} has ${file.name}`;
    return { state: rejected.length > 0 ? "wrong checksum" : "not found", failure: `${reason}.` };
  }
  const folder = join(directory, source.folder);
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, basename(found.path)), await readFile(found.path));
  return { state: `copied from ${found.path}` };
}

async function download(source: DataSource, file: SourceFile, directory: string): Promise<Outcome> {
  const remedy = `With the files in a directory DIR, run \`npm run data -- ${source.folder} --from DIR\`.`;
  const mirrors = mirrorsOf(source);
  if (mirrors.length === 0) {
    return { state: "no public download", failure: `${source.title} has no public download. ${remedy}` };
  }
  if (process.env["KL_TO_VAE_OFFLINE"] === "1") {
    return {
      state: "missing",
      failure: `KL_TO_VAE_OFFLINE is 1, so ${file.name} is not downloaded. ${remedy}`,
    };
  }
  try {
    await withProgress(`${source.title}: ${file.name}`, (report) =>
      downloadFile({
        file,
        mirrors,
        destination: join(directory, source.folder, file.name),
        progress: ({ received, total, mirror }) => {
          report(
            `${Math.floor((100 * received) / total)} % of ${megabytes(total)} from ${new URL(mirror).host}`,
          );
        },
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { state: "failed", failure: `${reason}\n${remedy}`, unreachable: true };
  }
  return { state: "downloaded, checksum right" };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
