import { dirname, resolve } from "node:path";
import { CheckpointError, InvalidArgumentError } from "../../errors/index.js";

/**
 * Reads or writes a file; a failure becomes an error that says what is wrong and what to do.
 *
 * @throws InvalidArgumentError if the path is no text or empty, CheckpointError if the operation fails
 */
export async function onFile<Result>(
  action: "read" | "write",
  path: string,
  operation: () => Promise<Result>,
): Promise<Result> {
  if (typeof path !== "string" || path === "")
    throw new InvalidArgumentError("The path of a file of weights must be a text that is not empty.");
  try {
    return await operation();
  } catch (cause) {
    throw new CheckpointError(reason(action, resolve(path), cause as NodeJS.ErrnoException), { cause });
  }
}

function reason(
  action: "read" | "write",
  path: string,
  { code = "", message }: NodeJS.ErrnoException,
): string {
  switch (code) {
    case "ENOENT":
      return action === "read"
        ? `There is no file ${path}.`
        : `${path} cannot be written: make the folder ${dirname(path)} first.`;
    case "EISDIR":
      return `${path} is a folder: add the name of a file.`;
    case "ENOTDIR":
      return `There is no folder ${dirname(path)}: a part of that path is a file.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `Not allowed to ${action} ${path} (${code}): change its permissions, or choose another folder.`;
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return `No room on the disk for ${path} (${code}): make room, or choose another disk. Nothing has changed there.`;
    default:
      return `Cannot ${action} ${path}: ${message}.`;
  }
}
