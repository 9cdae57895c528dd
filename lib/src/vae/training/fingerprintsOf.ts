import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { NdArray } from "../../array/index.js";
import { CheckpointError } from "../../errors/index.js";
import type { TrainingData } from "../TrainerOptions.js";
import { namedImages } from "./namedImages.js";

/**
 * Of each set, by name, its type, shape and a SHA-256 of its values.
 *
 * @throws InvalidArgumentError, ShapeError for what are no sets
 */
export async function fingerprintsOf(data: TrainingData): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const [name, images] of namedImages(data)) prints[name] = await fingerprintOf(images);
  return prints;
}

/** @throws CheckpointError unless these are the sets that the checkpoint was made with */
export function requireSameData(
  then: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  directory: string,
): void {
  const names = new Set([...Object.keys(then), ...Object.keys(now)]);
  for (const name of names) {
    if (then[name] === now[name]) continue;
    throw new CheckpointError(
      `The training in ${directory} cannot go on with these data: its ${name} set was ${then[name] ?? "not there"}, ` +
        `but is ${now[name] ?? "not there"}. Pass the same sets, or begin another training in another folder.`,
    );
  }
}

/** Bytes that are hashed in one go: a hash takes no 2 GiB at once, and the event loop is to turn. */
const bytesAtOnce = 2 ** 26;

async function fingerprintOf({ data, shape }: NdArray): Promise<string> {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const hash = createHash("sha256");
  for (let start = 0; start < bytes.length; start += bytesAtOnce) {
    hash.update(bytes.subarray(start, start + bytesAtOnce));
    await setImmediate();
  }
  return `${data[Symbol.toStringTag]} [${shape.join(", ")}] SHA-256 ${hash.digest("hex")}`;
}
