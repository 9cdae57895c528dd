import { positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";

/**
 * The Pareto distribution (type I) on [scale, ∞): density shape · scale^shape / x^(shape + 1). The mean is infinite for
 * shape ≤ 1, the variance for shape ≤ 2.
 */
export class Pareto extends Univariate {
  readonly scale: number;
  readonly shape: number;
  readonly support: Support;

  /** @throws InvalidArgumentError unless scale and shape are positive */
  constructor(scale: number, shape: number) {
    super();
    this.scale = positive(scale, "scale");
    this.shape = positive(shape, "shape");
    this.support = { lower: scale, upper: Infinity, discrete: false };
  }

  get mean(): number {
    return this.shape > 1 ? this.scale * (this.shape / (this.shape - 1)) : Infinity;
  }

  get variance(): number {
    const { scale, shape } = this;
    return shape > 2 ? (scale / (shape - 1)) ** 2 * (shape / (shape - 2)) : Infinity;
  }

  protected logDensity(x: number): number {
    return Math.log(this.shape) - Math.log(this.scale) - (this.shape + 1) * this.#logRatio(x);
  }

  protected lowerTail(x: number): number {
    return -Math.expm1(-this.shape * this.#logRatio(x));
  }

  protected upperTail(x: number): number {
    return Math.exp(-this.shape * this.#logRatio(x));
  }

  /** log(x / scale), without cancellation near the edge and without overflow far out. */
  #logRatio(x: number): number {
    const { scale } = this;
    return x < 2 * scale ? Math.log1p((x - scale) / scale) : Math.log(x) - Math.log(scale);
  }

  protected inverseLowerTail(p: number): number {
    return this.scale * Math.exp(-Math.log1p(-p) / this.shape);
  }

  protected inverseUpperTail(p: number): number {
    return this.scale * Math.exp(-Math.log(p) / this.shape);
  }

  entropy(): number {
    return 1 + 1 / this.shape + Math.log(this.scale) - Math.log(this.shape);
  }
}
