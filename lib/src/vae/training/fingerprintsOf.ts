import { createHash } from "node:crypto";
import type { NdArray } from "../../array/index.js";
import { CheckpointError } from "../../errors/index.js";
import type { TrainingData } from "../TrainerOptions.js";
import { namedImages } from "./namedImages.js";

/**
 * Of each set, by name, its type, shape and a SHA-256 of its values.
 *
 * @throws InvalidArgumentError, ShapeError for what are no sets
 */
export function fingerprintsOf(data: TrainingData): Record<string, string> {
  return Object.fromEntries([...namedImages(data)].map(([name, images]) => [name, fingerprintOf(images)]));
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

function fingerprintOf({ data, shape }: NdArray): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const hash = createHash("sha256").update(bytes).digest("hex");
  return `${data.constructor.name} [${shape.join(", ")}] SHA-256 ${hash}`;
}
