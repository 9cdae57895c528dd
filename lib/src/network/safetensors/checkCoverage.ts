import { CheckpointError } from "../../errors/index.js";
import type { TensorEntry } from "./readHeader.js";
import { quote } from "./text.js";

/**
 * Checks that the tensors lie one after the other and fill the data: no byte is read twice, none is left over.
 *
 * @throws CheckpointError
 */
export function checkCoverage(entries: readonly TensorEntry[], dataLength: number): void {
  const inOrder = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let filled = 0;
  let last = "the header";
  for (const { name, begin, end } of inOrder) {
    const tensor = `the tensor ${quote(name)}`;
    if (end > dataLength) {
      throw new CheckpointError(
        `The data_offsets [${begin}, ${end}] of ${tensor} reach beyond the ${dataLength} bytes of data: the file is cut short or damaged.`,
      );
    }
    if (begin < filled) {
      throw new CheckpointError(
        `The data of ${tensor} begin at ${begin} and overlap those of ${last}, which end at ${filled}.`,
      );
    }
    if (begin > filled) {
      throw new CheckpointError(
        `No tensor has the ${begin - filled} bytes of data between ${last}, which ends at ${filled}, and ${tensor}.`,
      );
    }
    [filled, last] = [end, tensor];
  }
  if (filled < dataLength) {
    throw new CheckpointError(
      `The file has ${dataLength - filled} bytes after the last tensor, at ${filled} of its data.`,
    );
  }
}
