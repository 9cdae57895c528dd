import { NonFiniteError } from "../../errors/index.js";
import type { ExampleMeans } from "./evaluateExamples.js";

/**
 * @param set what was evaluated, as the message begins
 * @throws NonFiniteError that names the part of the loss that is not finite
 */
export function requireFiniteMeans({ reconstruction, kl, loss }: ExampleMeans, set: string): void {
  const parts = { "reconstruction part of the loss": reconstruction, "KL part of the loss": kl, loss };
  const [name, value] = Object.entries(parts).find(([, part]) => !Number.isFinite(part)) ?? [];
  if (name === undefined) return;
  throw new NonFiniteError(
    `${set}: the ${name} is ${value}, though weights and pixels are finite. Look for images that are far from those of ` +
      "the training set, such as values that are not centred and scaled.",
  );
}
