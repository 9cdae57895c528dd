import { ShapeError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { finite, list, positive } from "./checks.js";
import { Multivariate } from "./Multivariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

/** The normal distribution of d independent coordinates with these means and standard deviations. */
export class DiagonalNormal extends Multivariate {
  readonly mean: readonly number[];
  readonly sd: readonly number[];

  /**
   * @throws ShapeError if both are empty or differ in length
   * @throws InvalidArgumentError if a mean is not finite or a standard deviation not positive
   */
  constructor(mean: readonly number[], sd: readonly number[]) {
    super();
    const [means, sds] = [list(mean, "mean"), list(sd, "sd")];
    if (means.length === 0 || means.length !== sds.length) {
      throw new ShapeError(
        `mean and sd must have the same length, at least 1, but have ${means.length} and ${sds.length}.`,
      );
    }
    this.mean = means.map((value, i) => finite(value, `mean[${i}]`));
    this.sd = sds.map((value, i) => positive(value, `sd[${i}]`));
  }

  get variance(): readonly number[] {
    return this.sd.map((sd) => sd ** 2);
  }

  protected logDensity(x: readonly number[]): number {
    return this.mean.reduce((sum, mean, i) => {
      const sd = this.sd[i] as number;
      const z = ((x[i] as number) - mean) / sd;
      return sum - 0.5 * z * z - Math.log(sd) - HALF_LOG_TWO_PI;
    }, 0);
  }

  sample(rng: Rng): number[] {
    return this.mean.map((mean, i) => mean + (this.sd[i] as number) * rng.normal());
  }

  entropy(): number {
    return this.sd.reduce((sum, sd) => sum + 0.5 + HALF_LOG_TWO_PI + Math.log(sd), 0);
  }
}
