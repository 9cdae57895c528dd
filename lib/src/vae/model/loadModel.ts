import { readFile } from "node:fs/promises";
import { CheckpointError } from "../../errors/index.js";
import { decodeSafetensors } from "../../network/index.js";
import type { ModelOptions } from "../ModelOptions.js";
import { architectureOf } from "./architectureOf.js";
import { fittingWeights } from "./fittingWeights.js";
import type { LatentVariableModel } from "./LatentVariableModel.js";
import { describedOptions } from "./modelDescription.js";
import type { ModelKind } from "./modelOfKind.js";
import { onFile } from "./onFile.js";

/**
 * The model that a file of {@link saveModel} holds.
 *
 * @throws CheckpointError if the file cannot be read, is damaged or holds no such model
 */
export async function loadModel<Model extends LatentVariableModel>(
  path: string,
  kind: ModelKind,
  make: (options: ModelOptions) => Model,
): Promise<Model> {
  const bytes = await onFile("read", path, () => readFile(path));
  const { options, tensors } = accept(path, () => {
    const { tensors, metadata } = decodeSafetensors(bytes);
    const options = describedOptions(metadata, kind);
    // Before there is a model, whose size is whatever the file says.
    fittingWeights(architectureOf(options, kind === "VariationalAutoencoder").parameters, tensors);
    return { options, tensors };
  });
  const model = make(options);
  await model.setWeights(tensors);
  return model;
}

function accept<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    throw new CheckpointError(`${path} cannot be loaded. ${(cause as Error).message}`, { cause });
  }
}
