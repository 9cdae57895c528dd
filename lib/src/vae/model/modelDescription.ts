import { CheckpointError } from "../../errors/index.js";
import type { ModelOptions } from "../ModelOptions.js";
import { libraryVersion } from "./libraryVersion.js";
import type { ModelKind } from "./modelOfKind.js";
import { resolveModelOptions } from "./resolveModelOptions.js";

const key = "kl-to-vae.model";
const kinds: readonly unknown[] = ["VariationalAutoencoder", "Autoencoder"] satisfies ModelKind[];

/** Metadata that say what model the weights of a file belong to; `format: "pt"` stands in PyTorch's own files. */
export function describeModel(kind: ModelKind, options: Required<ModelOptions>): Record<string, string> {
  return { format: "pt", [key]: JSON.stringify({ kind, options, version: libraryVersion }) };
}

/**
 * The options of the model that metadata describe.
 *
 * @throws CheckpointError if they describe none, or one of another kind
 */
export function describedOptions(
  metadata: Readonly<Record<string, string>>,
  kind: ModelKind,
): Required<ModelOptions> {
  const text = metadata[key];
  if (text === undefined) throw new CheckpointError(withoutDescription(metadata, kind));
  const description = parse(text);
  if (description.kind !== kind && kinds.includes(description.kind)) {
    const other = description.kind as ModelKind;
    throw new CheckpointError(
      `It holds the weights of another kind of model: load it by ${other}.load(path).`,
    );
  }
  try {
    if (description.kind !== kind) throw new TypeError(`Its kind is ${JSON.stringify(description.kind)}.`);
    return resolveModelOptions(description.options as ModelOptions);
  } catch (cause) {
    throw new CheckpointError(
      `This version of kl-to-vae, ${libraryVersion}, has no such model: ${(cause as Error).message} ` +
        `The file was written by ${writer(description.version)}.`,
      { cause },
    );
  }
}

function withoutDescription(metadata: Readonly<Record<string, string>>, kind: ModelKind): string {
  return "kl-to-vae.checkpoint" in metadata
    ? "It is a checkpoint of a training, which Trainer.resume(directory, data) reads; trainer.model.save(path) " +
        "then makes a file of the weights alone."
    : "It does not say what model its weights belong to, as a file of model.save(path) does. Make the model, " +
        `new ${kind}(options), and give it the weights: setWeights(decodeSafetensors(bytes).tensors).`;
}

function writer(version: unknown): string {
  return typeof version === "string" ? `version ${version}` : "an unknown version";
}

function parse(text: string): {
  readonly kind?: unknown;
  readonly options?: unknown;
  readonly version?: unknown;
} {
  try {
    return Object(JSON.parse(text)) as object;
  } catch (cause) {
    throw new CheckpointError(`Its metadata ${key} are no JSON.`, { cause });
  }
}
