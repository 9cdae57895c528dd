import { readFileSync } from "node:fs";
import type { ModelOptions } from "kl-to-vae/vae";

type Outputs = Record<"mean" | "logVariance" | "code" | "decoded", number[]>;

interface SavedModel {
  readonly kind: "VariationalAutoencoder" | "Autoencoder";
  readonly options: Required<ModelOptions>;
  /** base64 */
  readonly file: string;
  readonly x: number[];
  readonly z: number[];
  readonly outputs: Record<"float32" | "float64", Outputs>;
}

/** What `test/oracles/saved-models.py` wrote and computed with PyTorch. */
export const savedModels = JSON.parse(
  readFileSync(new URL("../../oracles/saved-models.json", import.meta.url), "utf8"),
) as Record<string, SavedModel>;
