import { ndarray, type NdArray } from "../array/index.js";
import { InvalidArgumentError, NoClosedFormError, ShapeError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { generator, list, notNaN, probability, sampleSize } from "./checks.js";
import type { Distribution, Support } from "./Distribution.js";
import { bisect } from "./numerics/bisect.js";
import { logSumExp } from "./numerics/logSumExp.js";
import { probabilityVector } from "./probabilityVector.js";
import { Univariate } from "./Univariate.js";

interface Part<Value> {
  readonly weight: number;
  readonly component: Distribution<Value>;
}

/** A mixture Σ wₖ pₖ of components of one kind: all in one dimension, or all in d. */
export class Mixture<Value extends number | readonly number[] = number> implements Distribution<Value> {
  readonly weights: readonly number[];
  readonly components: readonly Distribution<Value>[];
  readonly support: Support;
  /** The components that have any weight. */
  readonly #parts: readonly Part<Value>[];

  /**
   * @throws ShapeError if there is not one weight per component, or the components differ in dimension
   * @throws InvalidArgumentError if the weights are not probabilities that sum to 1 (±1e-6), or if discrete and
   *   continuous components are mixed, or ones on the simplex and others
   */
  constructor(weights: readonly number[], components: readonly Distribution<Value>[]) {
    this.weights = [...probabilityVector(weights, "weights")];
    this.components = list(components, "components");
    if (this.weights.length !== this.components.length) {
      throw new ShapeError(
        `Each component needs a weight: ${this.components.length} components, ${this.weights.length} weights.`,
      );
    }
    const odd = this.components.findIndex((component) => typeof component?.logProb !== "function");
    if (odd >= 0) {
      throw new InvalidArgumentError(
        `components[${odd}] must be a distribution, but is ${typeof this.components[odd]}.`,
      );
    }
    const probabilities = this.weights;
    this.#parts = this.components
      .map((component, k) => ({ weight: probabilities[k] as number, component }))
      .filter(({ weight }) => weight > 0);
    const { dimension, mean, support } = this.components[0] as Distribution<Value>;
    if (components.some((component) => typeof component.mean !== typeof mean)) {
      throw new ShapeError("The components of a mixture must be all of numbers or all of vectors.");
    }
    if (components.some((component) => component.dimension !== dimension)) {
      throw new ShapeError("The components of a mixture must have the same dimension.");
    }
    if (components.some((component) => component.support.discrete !== support.discrete)) {
      throw new InvalidArgumentError("The components of a mixture must be all discrete or all continuous.");
    }
    if (components.some((component) => component.support.simplex !== support.simplex)) {
      throw new InvalidArgumentError(
        "The components of a mixture must lie all on the simplex or all off it: their densities do not compare.",
      );
    }
    this.support = {
      lower: Math.min(...this.#parts.map(({ component }) => component.support.lower)),
      upper: Math.max(...this.#parts.map(({ component }) => component.support.upper)),
      discrete: support.discrete,
      ...(support.simplex && { simplex: support.simplex }),
    };
  }

  get dimension(): number {
    return (this.components[0] as Distribution<Value>).dimension;
  }

  get mean(): Value {
    return this.#perCoordinate((i) => this.#average((component) => coordinate(component.mean, i)));
  }

  /** Within plus between components, per coordinate. */
  get variance(): Value {
    return this.#perCoordinate((i) => {
      const mean = this.#average((component) => coordinate(component.mean, i));
      // A component with an infinite mean has an infinite variance too, and ∞ − ∞ would be NaN.
      if (Math.abs(mean) === Infinity) return Infinity;
      return this.#average(
        (component) => coordinate(component.variance, i) + (coordinate(component.mean, i) - mean) ** 2,
      );
    });
  }

  logProb(x: Value): number {
    return logSumExp(this.#parts.map(({ weight, component }) => Math.log(weight) + component.logProb(x)));
  }

  sample(rng: Rng): Value {
    let rest = rng.uniform();
    const [first, ...others] = this.#parts as [Part<Value>, ...Part<Value>[]];
    let chosen = first;
    for (const part of others) {
      rest -= chosen.weight;
      if (rest < 0) break;
      chosen = part;
    }
    return chosen.component.sample(rng);
  }

  /** n draws, of shape `[n]` in one dimension and `[n, d]` in d. */
  sampleMany(n: number, rng: Rng): NdArray<Float64Array> {
    generator(rng);
    const d = this.dimension;
    const data = new Float64Array(sampleSize(n) * d);
    for (let i = 0; i < n; i++) {
      const value = this.sample(rng);
      data.set(typeof value === "number" ? [value] : value, i * d);
    }
    return ndarray(data, this.#isScalar() ? [n] : [n, d]);
  }

  /** P(X ≤ x). @throws InvalidArgumentError in several dimensions or for NaN */
  cdf(x: number): number {
    notNaN(x, "x");
    return Math.min(
      1,
      this.#average((component) => oneDimensional(component).cdf(x)),
    );
  }

  /** P(X > x), precise where it is small. @throws InvalidArgumentError in several dimensions or for NaN */
  survival(x: number): number {
    notNaN(x, "x");
    return Math.min(
      1,
      this.#average((component) => oneDimensional(component).survival(x)),
    );
  }

  /** The smallest x with P(X ≤ x) ≥ p. @throws InvalidArgumentError in several dimensions, or unless 0 ≤ p ≤ 1 */
  quantile(p: number): number {
    if (probability(p, "p") === 0) return this.support.lower;
    if (p === 1) return this.support.upper;
    const quantiles = this.#parts.map(({ component }) => oneDimensional(component).quantile(p));
    const reached = p < 0.5 ? (x: number) => this.cdf(x) >= p : (x: number) => this.survival(x) <= 1 - p;
    return this.#search(reached, quantiles);
  }

  /** quantile(1 − p), precise where p is small. @throws InvalidArgumentError as quantile does */
  upperQuantile(p: number): number {
    if (probability(p, "p") === 0) return this.support.upper;
    if (p === 1) return this.support.lower;
    const quantiles = this.#parts.map(({ component }) => oneDimensional(component).upperQuantile(p));
    const reached = p < 0.5 ? (x: number) => this.survival(x) <= p : (x: number) => this.cdf(x) >= 1 - p;
    return this.#search(reached, quantiles);
  }

  /** The mixture's quantile lies between its components'. */
  #search(reached: (x: number) => boolean, quantiles: readonly number[]): number {
    const found = bisect(reached, Math.min(...quantiles), Math.max(...quantiles));
    return this.support.discrete ? Math.floor(found) : found;
  }

  /** E f(X) by quadrature over each component. @throws InvalidArgumentError in several dimensions */
  expectation(f: (x: number) => number): number {
    return this.#average((component) => oneDimensional(component).expectation(f));
  }

  /** By quadrature, in one dimension. @throws NoClosedFormError in several */
  entropy(): number {
    if (!this.#isScalar()) {
      throw new NoClosedFormError(
        "The entropy of a mixture in several dimensions has no closed form: average -logProb.",
      );
    }
    return -this.expectation((x) => this.logProb(x as Value));
  }

  #isScalar(): boolean {
    return typeof this.components[0]?.mean === "number";
  }

  #average(f: (component: Distribution<Value>) => number): number {
    return this.#parts.reduce((sum, { weight, component }) => sum + weight * f(component), 0);
  }

  #perCoordinate(f: (i: number) => number): Value {
    const value = this.#isScalar() ? f(0) : Array.from({ length: this.dimension }, (_, i) => f(i));
    return value as Value;
  }
}

function coordinate(value: number | readonly number[], i: number): number {
  return typeof value === "number" ? value : (value[i] as number);
}

function oneDimensional<Value>(component: Distribution<Value>): Univariate | Mixture {
  if (component instanceof Univariate) return component;
  if (component instanceof Mixture && typeof component.mean === "number") return component;
  throw new InvalidArgumentError("cdf, quantile and expectation need one-dimensional components.");
}
