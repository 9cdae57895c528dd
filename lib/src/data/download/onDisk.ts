import { DownloadError } from "../../errors/index.js";

const REMEDY = "Set KL_TO_VAE_CACHE to a folder that can be written to.";

/**
 * Runs a file operation; a failure becomes an error that says what is wrong with the disk and what to do.
 *
 * @param path what is read or written
 * @throws DownloadError
 */
export async function onDisk<Result>(path: string, operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (cause) {
    throw new DownloadError(message(path, cause), { cause });
  }
}

/** Whether an error of {@link onDisk} is about a disk without room. */
export function isDiskFull(error: unknown): boolean {
  const cause =
    error instanceof DownloadError ? (error.cause as NodeJS.ErrnoException | undefined) : undefined;
  return cause?.code === "ENOSPC" || cause?.code === "EDQUOT";
}

function message(path: string, cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `No room left on the disk for ${path} (${code}). Make room, or set KL_TO_VAE_CACHE to a folder on another disk.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `Not allowed to write ${path} (${code}). ${REMEDY}`;
    case "ENOTDIR":
    case "EEXIST":
      return `Cannot write ${path}: a part of this path is a file, not a folder (${code}). ${REMEDY}`;
    // What Node's recursive mkdir reports on a read-only file system.
    case "ENOENT":
      return `Cannot create ${path} (${code}): the folder above it is read-only or is gone. ${REMEDY}`;
    default:
      return `Cannot write ${path}: ${cause instanceof Error ? cause.message : String(cause)}. ${REMEDY}`;
  }
}
