import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue, requireOptions } from "../checks/index.js";
import type { ModelOptions } from "../ModelOptions.js";

const names = [
  "inputShape",
  "architecture",
  "hidden",
  "latentDim",
  "likelihood",
  "variance",
  "seed",
] as const satisfies readonly (keyof ModelOptions)[];

const architectures: readonly unknown[] = ["mlp", "conv"];
const likelihoods: readonly unknown[] = ["bernoulli", "gaussian", "continuous-bernoulli"];

/**
 * Fills in the defaults and checks what is there.
 *
 * @throws InvalidArgumentError that names the option, what it is and what it must be
 */
export function resolveModelOptions(options: ModelOptions): Required<ModelOptions> {
  const {
    inputShape,
    architecture = "mlp",
    hidden = architecture === "conv" ? [32, 64] : [400],
    latentDim = 20,
    likelihood = "bernoulli",
    variance = 1,
    seed = 0,
  } = requireOptions(options, names, "A model");
  check(
    isCounts(inputShape) && inputShape.length > 0,
    "inputShape",
    inputShape,
    "the shape of one image, such as [28, 28]: positive integers",
  );
  check(architectures.includes(architecture), "architecture", architecture, architectures.join(" or "));
  check(isCounts(hidden), "hidden", hidden, "a list of positive integers, such as [400]");
  check(isCount(latentDim), "latentDim", latentDim, "a positive integer");
  check(likelihoods.includes(likelihood), "likelihood", likelihood, likelihoods.join(", "));
  check(isVariance(variance), "variance", variance, 'a positive number or "learned"');
  // With the default of 1, so that a model's own options make another one.
  check(
    variance === 1 || likelihood === "gaussian",
    "variance",
    variance,
    `left out: it belongs to the gaussian likelihood, not to ${likelihood}`,
  );
  check(isSeed(seed), "seed", seed, "an integer from 0 to 2^53 - 1");
  if (architecture === "conv") checkImageShape(inputShape, hidden);
  return {
    inputShape: [...inputShape],
    architecture,
    hidden: [...hidden],
    latentDim,
    likelihood,
    variance,
    seed,
  };
}

function checkImageShape(shape: readonly number[], filters: readonly number[]): void {
  const factor = 2 ** filters.length;
  const [height = 0, width = 0] = shape;
  const fits = (shape.length === 2 || shape.length === 3) && height % factor === 0 && width % factor === 0;
  check(filters.length > 0, "hidden", filters, "at least one number of filters for the conv architecture");
  check(
    fits,
    "inputShape",
    shape,
    `[h, w] or [h, w, channels] with h and w divisible by ${factor}, since ${filters.length} convolutions halve them`,
  );
}

function check(holds: boolean, name: string, value: unknown, wanted: string): void {
  if (!holds) throw new InvalidArgumentError(`${name} is ${describeValue(value)}, but must be ${wanted}.`);
}

function isCounts(values: unknown): boolean {
  return Array.isArray(values) && values.every(isCount);
}

function isCount(value: unknown): boolean {
  return isSeed(value) && value !== 0;
}

function isSeed(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isVariance(value: unknown): boolean {
  return value === "learned" || (Number.isFinite(value) && (value as number) > 0);
}
