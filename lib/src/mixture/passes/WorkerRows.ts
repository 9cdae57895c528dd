import type { NdArray } from "../../array/index.js";
import { chunkRows, statisticsLength, type KernelSize } from "../kernel/KernelSize.js";
import { kernelModule } from "../kernel/kernelModule.js";
import { packParameters } from "../kernel/packParameters.js";
import type { MixtureDensities } from "../MixtureDensities.js";
import { startWorker, type WorkerThread } from "../workers/startWorker.js";
import { waitFor, type Work } from "../Work.js";
import { MatrixRows } from "./MatrixRows.js";
import type { Sums } from "./RowSource.js";
import { addSums, shardBounds } from "./shards.js";

/** Rows in memory, passed over by worker threads: each has a copy of its part. The sums are those of one thread, to the bit. */
export class WorkerRows extends MatrixRows {
  readonly #points: NdArray<Float64Array>;
  readonly #count: number;
  readonly #workers: WorkerThread[] = [];

  /** @param workers at least 1; there are never more than parts of the data */
  constructor(points: NdArray<Float64Array>, size: KernelSize, workers: number) {
    super(points, size);
    this.#points = points;
    this.#count = workers;
  }

  override close(): void {
    super.close();
    this.#workers.forEach((worker) => worker.end());
  }

  protected override *sums(densities: MixtureDensities, shifts?: Float64Array): Work<Sums> {
    // Not before they are needed: a start may take long, and be stopped.
    if (this.#workers.length === 0) this.#startWorkers();
    const parameters = packParameters(this.size, densities, shifts);
    const question = { step: shifts ? "pass" : "expect", parameters };
    const answers = yield* waitFor(Promise.all(this.#workers.map((worker) => worker.ask(question))));
    const total = new Float64Array(statisticsLength(this.size));
    for (const sums of (answers as Float64Array[][]).flat()) addSums(total, sums);
    // The pass of this thread says which row it is.
    if (!Number.isFinite(total[0])) return yield* super.sums(densities, shifts);
    return { n: this.n, statistics: total };
  }

  #startWorkers(): void {
    const { size } = this;
    const { data } = this.#points;
    const d = size.dimension;
    const bounds = shardBounds(this.n, size);
    const work = { kernel: kernelModule(), ...size, capacity: chunkRows(size), sums: statisticsLength(size) };
    for (const { from, to } of dealOut(bounds.length - 1, this.#count)) {
      const shards = Array.from({ length: to - from }, (_, s) =>
        data.slice(bounds[from + s]! * d, bounds[from + s + 1]! * d),
      );
      const buffers = shards.map(({ buffer }) => buffer);
      this.#workers.push(startWorker({ ...work, shards }, buffers));
    }
  }
}

/** Cuts 0 … count into at most `hands` parts of nearly the same size. */
function dealOut(count: number, hands: number): { readonly from: number; readonly to: number }[] {
  const parts = Math.min(count, hands);
  return Array.from({ length: parts }, (_, i) => ({
    from: Math.floor((i * count) / parts),
    to: Math.floor(((i + 1) * count) / parts),
  }));
}
