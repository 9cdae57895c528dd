import { CheckpointError } from "../../errors/index.js";

/**
 * Runs a file operation; a failure becomes an error that says what is wrong and what to do.
 *
 * @param action what is done to the path, as a message says it
 * @throws CheckpointError
 */
export async function onDisk<Result>(
  action: "read" | "write" | "delete",
  path: string,
  operation: () => Promise<Result>,
): Promise<Result> {
  try {
    return await operation();
  } catch (cause) {
    throw new CheckpointError(message(action, path, cause), { cause });
  }
}

/** The code of the system error behind an error of {@link onDisk}, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
}

function message(action: string, path: string, cause: unknown): string {
  const { code = "", message: reason } = cause as NodeJS.ErrnoException;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `No room left on the disk for ${path} (${code}). Make room; the checkpoints written before are still there.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `Not allowed to ${action} ${path} (${code}). Change its permissions, or choose another folder.`;
    case "ENOTDIR":
    case "EEXIST":
      return `Cannot ${action} ${path}: a part of this path is a file, not a folder (${code}). Choose another folder.`;
    // What Node's recursive mkdir reports on a read-only file system.
    case "ENOENT":
      return `Cannot ${action} ${path} (${code}): it, or the folder above it, is gone or read-only.`;
    default:
      return `Cannot ${action} ${path}: ${reason}.`;
  }
}
