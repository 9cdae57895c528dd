import type { NdArray } from "../../array/index.js";
import { columnMeans } from "../columnMeans.js";
import { borrowKernel, returnKernel } from "../kernel/borrowKernel.js";
import { chunkRows, statisticsLength, type KernelSize } from "../kernel/KernelSize.js";
import type { MixtureDensities } from "../MixtureDensities.js";
import type { Work } from "../Work.js";
import type { Moments } from "./Moments.js";
import { RowSource, type Sums } from "./RowSource.js";
import { addSums, shardBounds } from "./shards.js";

/** Rows in memory, passed over on this thread. */
export class MatrixRows extends RowSource {
  readonly #kernel;
  readonly #points: NdArray<Float64Array>;

  constructor(points: NdArray<Float64Array>, size: KernelSize) {
    super(size, points.shape[0]!);
    this.#points = points;
    this.#kernel = borrowKernel(size);
  }

  override close(): void {
    returnKernel(this.#kernel);
  }

  /** The moments under given responsibilities, `[n, K]`. */
  *momentsUnder(responsibilities: Float64Array): Work<Moments> {
    const { components: K } = this.size;
    const kernel = this.#kernel;
    const nothing = { logWeights: new Float64Array(K), components: [] };
    const mean = columnMeans(this.#points);
    const shifts = Float64Array.from({ length: K * mean.length }, (_, i) => mean[i % mean.length]!);
    return yield* this.momentsAbout(shifts, (about) => {
      return this.#sum(nothing, about, (n, first) => {
        for (let k = 0; k < K; k++) {
          const to = k * kernel.stride;
          for (let i = 0; i < n; i++)
            kernel.responsibilities[to + i] = responsibilities[(first + i) * K + k]!;
        }
        kernel.accumulate(n);
      });
    });
  }

  protected override sums(densities: MixtureDensities, shifts?: Float64Array): Work<Sums> {
    const kernel = this.#kernel;
    return this.#sum(densities, shifts, (n, first) => kernel[shifts ? "pass" : "expect"](n, first));
  }

  *#sum(
    densities: MixtureDensities,
    shifts: Float64Array | undefined,
    add: (n: number, first: number) => void,
  ): Work<Sums> {
    const { data, shape } = this.#points;
    const [n, d] = shape as [number, number];
    const kernel = this.#kernel;
    const step = chunkRows(this.size);
    const total = new Float64Array(statisticsLength(this.size));
    const bounds = shardBounds(n, this.size);
    kernel.setParameters(densities, shifts);
    for (let s = 0; s + 1 < bounds.length; s++) {
      const end = bounds[s + 1]!;
      kernel.clearStatistics();
      for (let first = bounds[s]!; first < end; first += step) {
        add(kernel.load(data.subarray(first * d, Math.min(first + step, end) * d)), first);
        yield;
      }
      addSums(total, kernel.statistics);
    }
    return { n, statistics: total };
  }
}
