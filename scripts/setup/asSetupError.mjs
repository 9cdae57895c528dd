import { SetupError } from "./SetupError.mjs";

/** @type {Readonly<Record<string, [problem: string, remedy: string]>>} */
const causes = {
  ENOSPC: ["the disk is full", "Free some space and run the command again."],
  EDQUOT: ["the quota of the disk is used up", "Free some space and run the command again."],
  EROFS: ["the file system is read-only", "Put the project on a file system that can be written."],
  EACCES: ["permission is denied", "Give yourself the right to write there, or use another folder."],
  EPERM: ["permission is denied", "Give yourself the right to write there, or use another folder."],
  EMFILE: ["too many files are open", "Raise the limit (ulimit -n) and run the command again."],
};

/**
 * An error of the file system as one a person can act on; undefined for any other, which is a bug of ours.
 *
 * @param {unknown} error
 */
export function asSetupError(error) {
  if (!(error instanceof Error)) return undefined;
  // By its name: the commands are compiled, and have a copy of the class.
  if (error.name === "SetupError") return /** @type {SetupError} */ (error);
  const { code, path, syscall } = /** @type {NodeJS.ErrnoException} */ (error);
  const cause = causes[code ?? ""];
  if (!cause || !syscall) return undefined;
  const [problem, remedy] = cause;
  const place = path ? `${path}: ` : "";
  return new SetupError(`${place}${problem} (${syscall}, ${code}).`, { remedy, cause: error });
}
