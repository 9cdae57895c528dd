import { Autoencoder } from "../Autoencoder.js";
import type { ModelOptions } from "../ModelOptions.js";
import { VariationalAutoencoder } from "../VariationalAutoencoder.js";
import type { LatentVariableModel } from "./LatentVariableModel.js";

const models = { VariationalAutoencoder, Autoencoder };

/** The kinds of model there are. */
export type ModelKind = keyof typeof models;

/** A new model. */
export function modelOfKind(kind: ModelKind, options: ModelOptions): LatentVariableModel {
  return new models[kind](options);
}
