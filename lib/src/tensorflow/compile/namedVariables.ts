import * as tf from "@tensorflow/tfjs-core";
import { InvalidArgumentError } from "../../errors/index.js";
import type { CompileOptions } from "./CompileOptions.js";

/** The variables that a step trains and their names, in one order. */
export interface NamedVariables {
  readonly names: readonly string[];
  readonly variables: readonly tf.Variable[];
}

/**
 * Gives each of the variables its name: the one it stands under, or in an array its own.
 *
 * @throws InvalidArgumentError that names it if one is no float32 variable, cannot be trained, is disposed of or is
 *   there twice
 */
export function namedVariables(given: CompileOptions["variables"]): NamedVariables {
  if (typeof given !== "object" || given === null) {
    throw new InvalidArgumentError(
      `variables is ${String(given)}, but must be tf.Variables, in an array or by name.`,
    );
  }
  const entries = Array.isArray(given) ? given.map(withOwnName) : Object.entries(given);
  if (entries.length === 0) throw new InvalidArgumentError("variables is empty: there is nothing to train.");
  const seen = new Map<tf.Variable, string>();
  for (const [name, variable] of entries) {
    const fault = faultOf(variable) ?? (seen.has(variable) ? `is ${seen.get(variable)} again` : undefined);
    if (fault !== undefined) throw new InvalidArgumentError(`The variable ${name} ${fault}.`);
    seen.set(variable, name);
  }
  return { names: [...seen.values()], variables: [...seen.keys()] };
}

function withOwnName(variable: tf.Variable | undefined, index: number): [string, tf.Variable] {
  return [variable instanceof tf.Variable ? variable.name : `at ${index}`, variable as tf.Variable];
}

function faultOf(variable: unknown): string | undefined {
  if (!(variable instanceof tf.Variable)) return "is not a tf.Variable: make it one with tf.variable(…)";
  if (variable.isDisposed) return "has been disposed of";
  if (!variable.trainable) return "is not trainable: leave it out, or make it with tf.variable(…, true)";
  if (variable.dtype !== "float32") return `holds ${variable.dtype}, but only float32 can be trained`;
  return undefined;
}
