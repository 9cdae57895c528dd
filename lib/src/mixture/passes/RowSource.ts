import type { KernelSize } from "../kernel/KernelSize.js";
import type { MixtureDensities } from "../MixtureDensities.js";
import type { Work } from "../Work.js";
import { arePrecise, momentsFrom, type Moments } from "./Moments.js";

/** Sums over all rows, as a kernel lays them out, and how many rows there were. */
export interface Sums {
  readonly n: number;
  readonly statistics: Float64Array;
}

/** Rows that EM passes over again and again, wherever they lie. */
export abstract class RowSource {
  /** @param n how many rows there are */
  constructor(
    readonly size: KernelSize,
    readonly n: number,
  ) {}

  /** Gives back what the passes needed. */
  abstract close(): void;

  /** One pass: the E step under the given densities, and the moments of its responsibilities about the shifts, if given. */
  protected abstract sums(densities: MixtureDensities, shifts?: Float64Array): Work<Sums>;

  /** The mean of ln Σₖ p(x, z = k) over all rows, nats. @throws NonFiniteError as {@link moments} does */
  *meanLogLikelihood(densities: MixtureDensities): Work<number> {
    const { n, statistics } = yield* this.sums(densities);
    return statistics[0]! / n;
  }

  /**
   * What the M step needs after the E step under the given densities.
   *
   * @param guess about where the means of the moments will be, K rows of d; by default where the components are
   * @throws NonFiniteError if a row is so far from every component that its log-density overflows
   */
  moments(densities: MixtureDensities, guess: Float64Array = this.#meansOf(densities)): Work<Moments> {
    return this.momentsAbout(guess, (shifts) => this.sums(densities, shifts));
  }

  /**
   * Moments from sums about points near the means, which takes a single pass; where those turn out to be so far off that
   * digits are lost, a second pass takes the sums about the means.
   */
  protected *momentsAbout(guess: Float64Array, sums: (shifts: Float64Array) => Work<Sums>): Work<Moments> {
    const first = yield* sums(guess);
    const moments = momentsFrom(first.statistics, guess, this.size, first.n);
    if (arePrecise(moments, guess, this.size)) return moments;
    const second = yield* sums(moments.means);
    return momentsFrom(second.statistics, moments.means, this.size, second.n);
  }

  #meansOf({ components }: MixtureDensities): Float64Array {
    const { dimension: d, components: K } = this.size;
    const means = new Float64Array(K * d);
    components.forEach(({ mean }, k) => means.set(mean, k * d));
    return means;
  }
}
