import { InvalidArgumentError } from "../../errors/index.js";
import type { ModelOptions } from "../ModelOptions.js";

const architectures: readonly string[] = ["mlp", "conv"];
const likelihoods: readonly string[] = ["bernoulli", "gaussian", "continuous-bernoulli"];

/**
 * Fills in the defaults and checks what is there.
 *
 * @throws InvalidArgumentError that names the option, what it is and what it must be
 */
export function resolveModelOptions(options: ModelOptions): Required<ModelOptions> {
  const architecture = options.architecture ?? "mlp";
  const resolved = {
    inputShape: [...options.inputShape],
    architecture,
    hidden: [...(options.hidden ?? (architecture === "conv" ? [32, 64] : [400]))],
    latentDim: options.latentDim ?? 20,
    likelihood: options.likelihood ?? "bernoulli",
    variance: options.variance ?? 1,
    seed: options.seed ?? 0,
  };
  check(
    resolved.inputShape.length > 0 && resolved.inputShape.every(isCount),
    "inputShape",
    resolved.inputShape,
    "positive integers",
  );
  check(architectures.includes(architecture), "architecture", architecture, architectures.join(" or "));
  check(resolved.hidden.every(isCount), "hidden", resolved.hidden, "positive integers");
  check(isCount(resolved.latentDim), "latentDim", resolved.latentDim, "a positive integer");
  check(likelihoods.includes(resolved.likelihood), "likelihood", resolved.likelihood, likelihoods.join(", "));
  check(isVariance(resolved.variance), "variance", resolved.variance, 'a positive number or "learned"');
  check(
    options.variance === undefined || resolved.likelihood === "gaussian",
    "variance",
    resolved.variance,
    `left out: it belongs to the gaussian likelihood, not to ${resolved.likelihood}`,
  );
  if (architecture === "conv") checkImageShape(resolved.inputShape, resolved.hidden);
  return resolved;
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
  if (!holds)
    throw new InvalidArgumentError(
      `${name} is ${JSON.stringify(value) ?? String(value)}, but must be ${wanted}.`,
    );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function isVariance(value: number | "learned"): boolean {
  return value === "learned" || (typeof value === "number" && Number.isFinite(value) && value > 0);
}
