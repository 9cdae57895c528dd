import { InvalidArgumentError } from "../../errors/index.js";
import { borrowKernel, returnKernel } from "../kernel/borrowKernel.js";
import { chunkRows, type KernelSize } from "../kernel/KernelSize.js";
import type { MixtureDensities } from "../MixtureDensities.js";
import type { Work } from "../Work.js";
import { overChunks, type RowChunks } from "./overChunks.js";
import { RowSource, type Sums } from "./RowSource.js";

/** Rows that do not fit in memory, read anew in every pass. */
export class ChunkedRows extends RowSource {
  readonly #chunks: RowChunks;
  readonly #kernel;

  /** @param n how many rows there are: as many in every pass */
  constructor(chunks: RowChunks, size: KernelSize, n: number) {
    super(size, n);
    this.#chunks = chunks;
    this.#kernel = borrowKernel(size);
  }

  override close(): void {
    returnKernel(this.#kernel);
  }

  protected override *sums(densities: MixtureDensities, shifts?: Float64Array): Work<Sums> {
    const kernel = this.#kernel;
    const step = chunkRows(this.size) * this.size.dimension;
    kernel.clearStatistics();
    kernel.setParameters(densities, shifts);
    const n = yield* overChunks(this.#chunks, this.size.dimension, function* ({ data, shape }, firstRow) {
      for (let at = 0; at < data.length; at += step) {
        const rows = kernel.load(data.subarray(at, at + step));
        kernel[shifts ? "pass" : "expect"](rows, firstRow + at / shape[1]!);
        yield;
      }
    });
    if (n !== this.n) {
      throw new InvalidArgumentError(
        `X must give the same rows in every pass, but it gave ${this.n} at first and ${n} later.`,
      );
    }
    return { n, statistics: kernel.statistics.slice() };
  }
}
