import { randomUUID } from "node:crypto";
import { constants, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { PostsError } from "../PostsError.js";
import type { SiteFiles } from "./SiteFiles.js";

/** A folder that holds this file was written by us and may be replaced. */
const marker = ".kl-to-vae-site";

/**
 * Writes the whole site into a folder beside `output` and then puts it in its place, so that a reader sees the old
 * site or the new one, never half of one. Refuses to replace a folder that it did not make.
 */
export async function writeSite(files: SiteFiles, output: string): Promise<void> {
  const target = resolve(output);
  await checkReplaceable(target);
  const suffix = randomUUID().slice(0, 8);
  const staging = join(dirname(target), `.${basename(target)}-new-${suffix}`);
  const old = join(dirname(target), `.${basename(target)}-old-${suffix}`);
  try {
    await writeFiles(files, staging);
    await swap(staging, target, old);
  } catch (error) {
    if (error instanceof PostsError) throw error;
    throw new PostsError(`${target} could not be written (${(error as Error).message}); what was there is unchanged.`);
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

async function checkReplaceable(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory()) throw new PostsError(`${target} is a file; choose a folder with --output.`);
  const names = await readdir(target);
  if (names.length === 0 || names.includes(marker)) return;
  throw new PostsError(
    `${target} was not made by this command (it has no ${marker}), so it is not replaced; empty it or choose another folder with --output.`,
  );
}

async function writeFiles(files: SiteFiles, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, file] of files.entries()) {
    const destination = join(folder, path);
    await mkdir(dirname(destination), { recursive: true });
    if ("bytes" in file) await writeFile(destination, file.bytes);
    else await copyFile(file.copyOf, destination, constants.COPYFILE_FICLONE);
  }
  await writeFile(join(folder, marker), "Made by `npm run posts`, which replaces this folder as a whole.\n");
}

/** Another export may put its own site there between the two renames; then it is our turn again. */
async function swap(staging: string, target: string, old: string, tries = 5): Promise<void> {
  const hadOld = await rename(target, old).then(
    () => true,
    () => false,
  );
  try {
    await rename(staging, target);
  } catch (error) {
    if (tries > 1 && ["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      await rm(old, { recursive: true, force: true });
      return swap(staging, target, old, tries - 1);
    }
    if (hadOld) await rename(old, target);
    throw error;
  }
}
