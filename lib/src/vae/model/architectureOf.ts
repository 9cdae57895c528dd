import {
  convolutionalLayers,
  mlpLayers,
  parametersOf,
  type Architecture,
  type Parameter,
} from "../layers/index.js";
import type { ModelOptions } from "../ModelOptions.js";

/** One number, the log variance of all pixels; an infinite fan-in makes it start at 0. */
export const learnedVariance: Parameter = { name: "likelihood.logVariance", shape: [], fanIn: Infinity };

/** The layers of a model, and all its weights, which nobody has made yet. */
export function architectureOf(
  options: Required<ModelOptions>,
  variational: boolean,
): { readonly layers: Architecture; readonly parameters: readonly Parameter[] } {
  const build = options.architecture === "conv" ? convolutionalLayers : mlpLayers;
  const layers = build(options, variational ? ["mean", "logVariance"] : ["code"]);
  const parameters = [...layers.encoder, ...layers.heads, ...layers.decoder].flatMap(parametersOf);
  if (options.variance === "learned") parameters.push(learnedVariance);
  return { layers, parameters };
}
