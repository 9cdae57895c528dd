import { resolve } from "node:path";
import { InvalidArgumentError } from "../../errors/index.js";
import { onDisk } from "../files/index.js";

/**
 * Reads or writes a file of weights; a failure becomes an error that says what is wrong and what to do.
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
  const ending = action === "write" ? "Nothing has changed there." : undefined;
  return await onDisk(action, resolve(path), operation, ending);
}
