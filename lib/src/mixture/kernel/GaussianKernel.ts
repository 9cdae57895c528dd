import { InvalidArgumentError, NonFiniteError } from "../../errors/index.js";
import type { MixtureDensities } from "../MixtureDensities.js";
import { chunkRows, memoryLength, statisticsLength, type KernelSize } from "./KernelSize.js";
import { kernelModule, type KernelExports } from "./kernelModule.js";
import { packParameters } from "./packParameters.js";
import { WebAssembly } from "./webAssembly.js";

/** In doubles: addresses have 32 bits. */
const largestMemory = 2 ** 29 - 2 ** 16;

/** The compiled E and M step over a chunk of rows, in a WebAssembly memory of its own. */
export class GaussianKernel {
  readonly #exports = new WebAssembly.Instance(kernelModule()).exports as KernelExports;
  #size: KernelSize = { dimension: 0, components: 0, full: false };
  #rows = new Float64Array();
  #parameters = new Float64Array();
  #statistics = new Float64Array();
  #responsibilities = new Float64Array();
  #logLikelihoods = new Float64Array();
  #stride = 0;

  /**
   * Lays the memory out anew; what it held is lost.
   *
   * @throws InvalidArgumentError if the covariances do not fit in memory
   */
  prepare(size: KernelSize): void {
    const { dimension: d, components: K, full } = size;
    const kernel = this.#exports;
    const capacity = chunkRows(size);
    if (memoryLength(size) > largestMemory || !kernel.prepare(d, K, full, capacity)) {
      throw new InvalidArgumentError(
        full
          ? `${K} full covariances in ${d} dimensions do not fit in memory. ` +
              'Use fewer components, covarianceType "diag" or "spherical", or fewer columns (see PCA).'
          : `${K} components in ${d} dimensions do not fit in memory. Use fewer components or fewer columns (see PCA).`,
      );
    }
    const view = (address: number, length: number): Float64Array<ArrayBuffer> =>
      new Float64Array(kernel.memory.buffer, address, length);
    this.#size = size;
    this.#stride = kernel.responsibilityStride();
    this.#rows = view(kernel.rowsAt(), capacity * d);
    this.#parameters = view(kernel.parametersAt(), K * (1 + 2 * d + kernel.whitenerLength()));
    this.#responsibilities = view(kernel.responsibilitiesAt(), K * this.#stride);
    this.#logLikelihoods = view(kernel.logLikelihoodsAt(), capacity);
    this.#statistics = view(kernel.statisticsAt(), statisticsLength(size));
  }

  get byteLength(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /** p(z = k | x), or ln p(x, z = k), of point i of the chunk at `[k * stride + i]`. */
  get responsibilities(): Float64Array {
    return this.#responsibilities;
  }

  get stride(): number {
    return this.#stride;
  }

  /** ln p(x) of the points of the chunk. */
  get logLikelihoods(): Float64Array {
    return this.#logLikelihoods;
  }

  /** The sums so far, as they lie in memory; `momentsFrom` reads them. */
  get statistics(): Float64Array {
    return this.#statistics;
  }

  /** Sets what rows are compared with, and about which points (K rows of d) moments are taken, if any. */
  setParameters(densities: MixtureDensities, shifts?: Float64Array): void {
    this.#parameters.set(packParameters(this.#size, densities, shifts));
  }

  /** Takes rows of d numbers, at most `chunkRows(size)`, as the chunk. @returns how many */
  load(rows: Float64Array): number {
    this.#rows.set(rows);
    return rows.length / this.#size.dimension;
  }

  /** Writes ln p(x, z = k) of n rows into {@link responsibilities}. */
  evaluate(n: number): void {
    this.#exports.evaluate(n);
  }

  /**
   * The E step: writes {@link responsibilities} and {@link logLikelihoods} of n rows.
   *
   * @param first the number of the chunk's first row, for messages
   * @throws NonFiniteError if a row is so far from every component that its log-density overflows
   */
  expect(n: number, first: number): void {
    this.#exports.expect(n);
    this.#checkLikelihood(n, first);
  }

  /** Adds the moments of n rows, weighted with {@link responsibilities} as they are, to {@link statistics}. */
  accumulate(n: number): void {
    this.#exports.accumulate(n);
  }

  /** Both: the E step, and the sums for the M step. */
  pass(n: number, first: number): void {
    this.#exports.pass(n);
    this.#checkLikelihood(n, first);
  }

  clearStatistics(): void {
    this.#statistics.fill(0);
  }

  #checkLikelihood(n: number, first: number): void {
    if (Number.isFinite(this.#statistics[0])) return;
    const row = first + this.#logLikelihoods.subarray(0, n).findIndex((value) => !Number.isFinite(value));
    throw new NonFiniteError(
      `Row ${row} of X lies so far from every component that its density has no logarithm in double precision. ` +
        "Rescale X or remove the row.",
    );
  }
}
