import { dirname } from "node:path";
import { CheckpointError } from "../../errors/index.js";

/** What is done to a path, as a message says it. */
export type DiskAction = "read" | "write" | "delete";

/**
 * Runs a file operation; a failure becomes an error that says what is wrong and what to do.
 *
 * @param ending a sentence more for the message
 * @throws CheckpointError whose cause is the system's error
 */
export async function onDisk<Result>(
  action: DiskAction,
  path: string,
  operation: () => Promise<Result>,
  ending?: string,
): Promise<Result> {
  try {
    return await operation();
  } catch (cause) {
    if (cause instanceof CheckpointError) throw cause;
    const sentences = [reason(action, path, cause as NodeJS.ErrnoException), ...(ending ? [ending] : [])];
    throw new CheckpointError(sentences.join(" "), { cause });
  }
}

/** The code of the system error behind an error of {@link onDisk}, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
}

function reason(action: DiskAction, path: string, { code = "", message }: NodeJS.ErrnoException): string {
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return `No room left on the disk for ${path} (${code}). Make room, or choose another disk.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `Not allowed to ${action} ${path} (${code}). Change its permissions, or choose another folder.`;
    case "EISDIR":
      return `${path} is a folder, but must be a file. Choose another name, or move the folder away.`;
    case "ENOTDIR":
    case "EEXIST":
      return `Cannot ${action} ${path}: a part of this path is a file, not a folder (${code}). Choose another folder.`;
    case "ENOENT":
      return action === "read" ? `There is no file ${path}.` : missingFolder(action, path);
    case "EMFILE":
    case "ENFILE":
      return `Cannot ${action} ${path}: too many files are open (${code}). Close some, or raise the limit (ulimit -n).`;
    case "ERR_FS_FILE_TOO_LARGE":
      return `${path} is larger than 2 GiB, the most that can be read in one piece.`;
    default:
      return `Cannot ${action} ${path}: ${message}.`;
  }
}

/** Node's recursive mkdir reports a read-only file system so, too. */
function missingFolder(action: DiskAction, path: string): string {
  return (
    `Cannot ${action} ${path} (ENOENT): the folder above it is missing or read-only. ` +
    `Make the folder ${dirname(path)} first, or choose another.`
  );
}
