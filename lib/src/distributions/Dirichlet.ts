import { ShapeError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { list, positive } from "./checks.js";
import { dirichletEntropy } from "./dirichletEntropy.js";
import type { Support } from "./Distribution.js";
import { Multivariate } from "./Multivariate.js";
import { differenceOfProducts } from "./numerics/differenceOfProducts.js";
import { klTerm } from "./numerics/klTerm.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { sampleLogGamma } from "./sampleLogGamma.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

const SMALLEST_NORMAL = 2 ** -1022;
const TOLERANCE = 1e-6;

/**
 * The Dirichlet distribution of vectors of probabilities: density proportional to Π xᵢ^(aᵢ − 1) with a the
 * concentration, with respect to the first d − 1 coordinates.
 */
export class Dirichlet extends Multivariate {
  readonly concentration: readonly number[];
  override readonly support: Support = { lower: 0, upper: 1, discrete: false, simplex: true };

  /**
   * @throws ShapeError if there are fewer than two entries
   * @throws InvalidArgumentError if one is not positive
   */
  constructor(concentration: readonly number[]) {
    super();
    const entries = list(concentration, "concentration");
    if (entries.length < 2) {
      throw new ShapeError(`concentration needs at least two entries, but has ${entries.length}.`);
    }
    this.concentration = entries.map((value, i) => positive(value, `concentration[${i}]`));
  }

  get mean(): readonly number[] {
    const total = this.#total;
    return this.concentration.map((a) => a / total);
  }

  get variance(): readonly number[] {
    const total = this.#total;
    return this.concentration.map((a, i) => {
      const others = this.concentration.reduce((sum, value, j) => (j === i ? sum : sum + value), 0);
      return ((a / total) * (others / total)) / (total + 1);
    });
  }

  get #total(): number {
    return this.concentration.reduce((sum, value) => sum + value, 0);
  }

  /**
   * −∞ off the simplex (coordinates not negative, sum 1 ± 1e-6). Where a coordinate is 0, ∞ if its aᵢ < 1; but −∞ if
   * another coordinate is 0 whose aᵢ > 1.
   */
  protected logDensity(x: readonly number[]): number {
    if (x.some((value) => value < 0) || !(Math.abs(excessOverOne(x)) <= TOLERANCE)) return -Infinity;
    const atEdge = this.concentration.filter((_, i) => x[i] === 0);
    if (atEdge.some((a) => a > 1)) return -Infinity;
    if (atEdge.some((a) => a < 1)) return Infinity;
    return this.#interiorLogDensity(x);
  }

  /** In Loader's saddle-point form, which does not cancel for large concentrations. */
  #interiorLogDensity(x: readonly number[]): number {
    const total = this.#total;
    const d = this.concentration.length;
    const sum = this.concentration.reduce((log, a, i) => {
      const value = x[i] as number;
      const centre = 0.5 * Math.log(a) - stirlingError(a);
      // The factor x⁰ is 1 at x = 0 as well.
      if (value === 0) return log + centre + Math.log(total) + 1;
      const share = total * value;
      // Where the share underflows it is nothing beside a.
      const cost =
        share > SMALLEST_NORMAL
          ? klTerm(a, share, differenceOfProducts(a, 1, total, value))
          : a * (Math.log(a / total) - Math.log(value) - 1);
      return log + centre - cost - Math.log(value);
    }, 0);
    return (
      sum +
      total * excessOverOne(x) +
      stirlingError(total) -
      0.5 * Math.log(total) -
      (d - 1) * HALF_LOG_TWO_PI
    );
  }

  /** Draws too small for a double are given as the smallest double, where the density is finite. */
  sample(rng: Rng): number[] {
    const logs = this.concentration.map((a) => Math.max(sampleLogGamma(a, rng), -Number.MAX_VALUE));
    const largest = Math.max(...logs);
    const shares = logs.map((log) => Math.exp(log - largest));
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => Math.max(share / total, Number.MIN_VALUE));
  }

  entropy(): number {
    return dirichletEntropy(this.concentration);
  }
}

/** The sum of the coordinates minus 1, with little rounding: the differences from 1 are exact for large coordinates. */
function excessOverOne(x: readonly number[]): number {
  const largest = Math.max(...x);
  const i = x.indexOf(largest);
  return x.reduce((sum, value, j) => (j === i ? sum : sum + value), largest - 1);
}
