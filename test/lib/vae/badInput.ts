import { expect } from "vitest";
import { KlToVaeError } from "kl-to-vae/errors";
import { memory } from "kl-to-vae/tensorflow";
import type { LatentVariableModel } from "kl-to-vae/vae";

/** A call that must be refused, and what its message must say: the name of the argument, and what it was. */
export type BadCall = readonly [title: string, call: () => unknown, ...says: readonly (string | RegExp)[]];

/** Says what to do, in one of the ways that messages here have. */
const remedy =
  /must|pass|needs?\b|expected|has no|it has|use\b|make|choose|defined|train it with|takes|are integers|there are|scale|disposed of/i;

/** What goes wrong inside, and should not reach anybody. */
const inside =
  /not iterable|of undefined|of null|is not a function|cannot (read|convert|mix|destructure)|BigInt to|serialize/i;

/**
 * Expects a call to be refused by an error of this package that names the argument, says what it was and what to do,
 * and to have changed nothing: neither the tensors held nor the weights of a model.
 */
export async function expectRefused(
  [title, call, ...says]: BadCall,
  model?: LatentVariableModel,
): Promise<void> {
  const weights = await model?.weights();
  const before = memory();
  const error = await failureOf(call);
  expect(error, `${title}: ${String(error)}`).toBeInstanceOf(KlToVaeError);
  const { message } = error as KlToVaeError;
  expect(message, title).not.toMatch(inside);
  for (const part of says) expect(message, title).toMatch(part);
  expect(message, `${title}: what to do`).toMatch(remedy);
  expect(memory(), `${title}: tensors that were left behind`).toEqual(before);
  expect(await model?.weights()).toEqual(weights);
}

/** What a call throws, at once or later; undefined where it does not. */
async function failureOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** As it comes from programs that nobody checked the types of. */
export function untyped<T>(value: unknown): T {
  return value as T;
}
