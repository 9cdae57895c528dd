import { estimateFrom } from "../estimateFrom.js";

/** By how many standard errors the ELBO must change to count as moving; by one at most, to count as settled. */
const surely = 4;

interface ScheduleOptions {
  readonly learningRate: number;
  readonly decay: number;
  readonly window: number;
  readonly tol: number;
}

/** How far the mean ELBO of a window lies above that of an earlier one. */
interface Change {
  readonly change: number;
  readonly standardError: number;
}

/**
 * How far each step goes, when the climb ends, and which steps' parameters are averaged, all from the ELBO's
 * means over windows. While it rises, steps have full length. Once it stands still q only trembles about its
 * place: from then on steps get shorter and parameters are averaged (Polyak & Juditsky 1992), until the ELBO
 * is seen to rise again.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  readonly #elbos: number[] = [];
  #average: Float64Array = new Float64Array();
  #averaged = 0;
  /** The step after which the ELBO stood still. */
  #settledAt = Infinity;
  #latest: Change | undefined;

  constructor(options: ScheduleOptions) {
    this.#options = options;
  }

  get elbos(): readonly number[] {
    return this.#elbos;
  }

  /** The mean of the parameters since the ELBO stood still, else of the latest window. */
  get average(): Float64Array {
    return this.#average;
  }

  /** γ of the next step. */
  get learningRate(): number {
    const { learningRate, decay, window } = this.#options;
    return learningRate * (1 + Math.max(0, this.#elbos.length - this.#settledAt) / window) ** -decay;
  }

  /** Whether the ELBO changes by less than tol, noise included: more steps can add nothing. */
  get ended(): boolean {
    return (
      this.#latest !== undefined &&
      Math.abs(this.#latest.change) + 2 * this.#latest.standardError <= this.#options.tol
    );
  }

  /**
   * How the ELBO's mean over the latest window compares with that over the one before, or, should it have
   * fallen, over the first, or lie far below it altogether; undefined before there are two windows.
   */
  get trend(): "rising" | "still" | "falling" | undefined {
    if (!this.#latest) return undefined;
    if (this.#isSure(this.#latest)) return this.#latest.change > 0 ? "rising" : "falling";
    const sinceStart = this.#change(0);
    const hasFallen = sinceStart.change < 0 && this.#isSure(sinceStart);
    return hasFallen || this.#plunged() ? "falling" : "still";
  }

  /** Whether the best of the latest window lies far below the worst of the first: a standard error grows with the plunge. */
  #plunged(): boolean {
    const { tol } = this.#options;
    const [first, latest] = [this.#windowFrom(0), this.#windowFrom(this.#latestBegins)];
    const worst = least(first);
    return most(latest) < worst - tol - surely * (most(first) - worst);
  }

  /** The ELBO of a step and the parameters after it. */
  add(elbo: number, parameters: Float64Array): void {
    const { window } = this.#options;
    const begins = this.#elbos.length % window === 0;
    if (begins && this.#elbos.length <= this.#settledAt) this.#averaged = 0;
    this.#elbos.push(elbo);
    this.#averaged++;
    this.#average =
      this.#averaged === 1
        ? parameters
        : this.#average.map((mean, i) => mean + (parameters[i]! - mean) / this.#averaged);
    if (this.#elbos.length % window === 0 && this.#elbos.length >= 2 * window) this.#judge();
  }

  #judge(): void {
    this.#latest = this.#change(this.#elbos.length - 2 * this.#options.window);
    const { change, standardError } = this.#latest;
    if (this.trend === "rising") this.#settledAt = Infinity;
    else if (Math.abs(change) <= this.#options.tol + standardError) {
      this.#settledAt = Math.min(this.#settledAt, this.#elbos.length);
    }
  }

  #isSure({ change, standardError }: Change): boolean {
    return Math.abs(change) > this.#options.tol + surely * standardError;
  }

  /** From the window that begins after so many steps to the latest one that is complete. */
  #change(first: number): Change {
    const before = estimateFrom(this.#windowFrom(first));
    const latest = estimateFrom(this.#windowFrom(this.#latestBegins));
    return {
      change: latest.estimate - before.estimate,
      standardError: Math.hypot(latest.standardError, before.standardError),
    };
  }

  /** The step after which the latest window that is complete begins. */
  get #latestBegins(): number {
    const { window } = this.#options;
    return this.#elbos.length - (this.#elbos.length % window) - window;
  }

  #windowFrom(first: number): Float64Array {
    return Float64Array.from(this.#elbos.slice(first, first + this.#options.window));
  }
}

function least(values: Float64Array): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function most(values: Float64Array): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
