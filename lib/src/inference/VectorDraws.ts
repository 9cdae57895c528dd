import { asMatrix } from "../array/index.js";
import { checkGenerator } from "../distributions/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { checkSamples, finiteVector, positiveVector, requireArray } from "./checks.js";
import { estimateFrom } from "./estimateFrom.js";
import type {
  DiagonalGradientEstimate,
  DiagonalGradientOptions,
  Estimate,
  FullRankGradientEstimate,
  FullRankGradientOptions,
} from "./GradientEstimate.js";

/** Draws z = mean + L ε from a normal distribution of vectors, with diagonal or with lower triangular L. */
export class VectorDraws {
  /** A row ε to a draw. */
  readonly noise: readonly Float64Array[];
  /** A row z to a draw. */
  readonly points: readonly number[][];
  readonly #isDiagonal: boolean;
  /** Rows of L, each up to the diagonal. */
  readonly #factor: readonly (readonly number[])[];

  /**
   * @throws ShapeError or InvalidArgumentError if mean, sd or factor do not fit or are out of range, or draws
   * are too few
   */
  constructor(options: DiagonalGradientOptions | FullRankGradientOptions) {
    const { samples, rng } = options;
    requireArray(options.mean, "mean");
    if (options.mean.length === 0) throw new ShapeError("mean must have at least one element.");
    const mean = finiteVector(options.mean, options.mean.length, "mean");
    checkSamples(samples);
    checkGenerator(rng);
    this.#isDiagonal = "sd" in options;
    if (!("sd" in options) && !("choleskyFactor" in options)) {
      throw new InvalidArgumentError(
        "A gradient in a vector mean needs sd or choleskyFactor, but neither is given.",
      );
    }
    this.#factor =
      "sd" in options
        ? diagonalRows(options.sd, mean.length)
        : triangularRows(options.choleskyFactor, mean.length);
    this.noise = Array.from({ length: samples }, () => Float64Array.from(mean, () => rng.normal()));
    this.points = this.noise.map((epsilon) =>
      mean.map(
        (m, i) => m + this.#factor[i]!.reduce((sum, l, j) => (l === 0 ? sum : sum + l * epsilon[j]!), 0),
      ),
    );
  }

  /** Lᵢᵢ. */
  scale(i: number): number {
    return this.#factor[i]![i]!;
  }

  /** L⁻ᵀ x: for x = ε, the gradient of ln q with respect to the mean. */
  backSubstitute(x: Float64Array): Float64Array {
    const solution = Float64Array.from(x);
    for (let i = solution.length - 1; i >= 0; i--) {
      const row = this.#factor[i]!;
      solution[i]! /= row[i]!;
      for (let j = 0; j < i; j++) solution[j]! -= row[j]! * solution[i]!;
    }
    return solution;
  }

  /**
   * Estimates from what each draw says of each parameter.
   *
   * @param ofMean of draw s and coordinate i
   * @param ofFactor of draw s and the entry (i, j) of L
   */
  estimates(
    ofMean: (i: number) => Float64Array,
    ofFactor: (i: number, j: number) => Float64Array,
  ): DiagonalGradientEstimate | FullRankGradientEstimate {
    const mean = this.#factor.map((_, i) => estimateFrom(ofMean(i)));
    const entry = (i: number, j: number): Estimate => estimateFrom(ofFactor(i, j));
    if (this.#isDiagonal) return { mean, sd: mean.map((_, i) => entry(i, i)) };
    return { mean, choleskyFactor: this.#factor.map((row, i) => row.map((_, j) => entry(i, j))) };
  }
}

function diagonalRows(sd: readonly number[], d: number): number[][] {
  return positiveVector(sd, d, "sd").map((value, i) =>
    Array.from({ length: i + 1 }, (_, j) => (j === i ? value : 0)),
  );
}

function triangularRows(choleskyFactor: FullRankGradientOptions["choleskyFactor"], d: number): number[][] {
  const { data, shape } = asMatrix(choleskyFactor, "choleskyFactor");
  if (shape[0] !== d || shape[1] !== d) {
    throw new ShapeError(
      `choleskyFactor must have shape [${d}, ${d}] like the mean, but its shape is [${shape.join(", ")}].`,
    );
  }
  return Array.from({ length: d }, (_, i) => {
    const diagonal = data[i * d + i]!;
    if (!(diagonal > 0)) {
      throw new InvalidArgumentError(`choleskyFactor (${i}, ${i}) must be positive, but it is ${diagonal}.`);
    }
    const above = data.subarray(i * d + i + 1, (i + 1) * d).findIndex((value) => value !== 0);
    if (above >= 0) {
      throw new InvalidArgumentError(
        `choleskyFactor must be lower triangular, but entry (${i}, ${i + 1 + above}) is not 0.`,
      );
    }
    return Array.from(data.subarray(i * d, i * d + i + 1));
  });
}
