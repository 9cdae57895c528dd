import { readFileSync } from "node:fs";

/** Infinities and NaN are strings in the file, as JSON does not have them. */
export type Values = readonly (number | string | null)[];

interface Elsewhere {
  readonly logProb: Values;
  readonly entropy: number | null;
}

interface ScalarOracle<Parameters> {
  readonly family: string;
  readonly parameters: Parameters;
  readonly x: Values;
  readonly logProb: Values;
  readonly cdf: Values;
  readonly survival: Values;
  readonly p: Values;
  readonly quantile: Values;
  readonly upperQuantile: Values;
  /** Mean, variance and entropy. */
  readonly moments: Values;
  readonly scipy?: Elsewhere;
  readonly torch?: Elsewhere;
}

interface VectorOracle {
  readonly family: string;
  readonly parameters: readonly unknown[];
  readonly x: readonly (readonly number[])[];
  readonly logProb: Values;
  readonly mean: Values;
  readonly variance: Values;
  readonly entropy: number | string;
}

type MixtureParameters = [weights: number[], components: [family: string, parameters: number[]][]];

const file = new URL("../../oracles/distributions.json", import.meta.url);
const all = JSON.parse(readFileSync(file, "utf8")) as { family: string; parameters: unknown }[];
const SEVERAL_DIMENSIONS = ["Dirichlet", "DiagonalNormal", "MultivariateNormal"];

function titled<Oracle>(belongs: (family: string) => boolean): [string, Oracle][] {
  return all
    .filter(({ family }) => belongs(family))
    .map((oracle) => [`${oracle.family} ${JSON.stringify(oracle.parameters)}`, oracle as Oracle]);
}

export const mixtures = titled<ScalarOracle<MixtureParameters>>((family) => family === "Mixture");
export const vectors = titled<VectorOracle>((family) => SEVERAL_DIMENSIONS.includes(family));
export const univariates = titled<ScalarOracle<number[]>>(
  (family) => family !== "Mixture" && !SEVERAL_DIMENSIONS.includes(family),
);
