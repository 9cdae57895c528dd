import type { NdArray } from "../array/index.js";
import { Rng } from "../random/index.js";
import { checkRows } from "./checkData.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import type { KernelSize } from "./kernel/KernelSize.js";
import { hasFullCovariances } from "./MixtureParameters.js";
import { ChunkedRows } from "./passes/ChunkedRows.js";
import { MatrixRows } from "./passes/MatrixRows.js";
import type { RowChunks } from "./passes/overChunks.js";
import type { RowSource } from "./passes/RowSource.js";
import { sampleChunks } from "./passes/sampleChunks.js";
import { WorkerRows } from "./passes/WorkerRows.js";
import type { Work } from "./Work.js";

/** Fits the rows of a source. @param rows those that starts are taken from: all, if they are in memory */
export type FitSource<Fit, Event> = (source: RowSource, rows: NdArray<Float64Array>) => Work<Fit, Event>;

type SizeOptions = Pick<ResolvedOptions, "nComponents" | "covarianceType">;

/** Fits rows in memory. @param workers threads; with fewer than 2, this one works */
export function* fitRows<Fit, Event>(
  points: NdArray<Float64Array>,
  options: SizeOptions,
  workers: number,
  fit: FitSource<Fit, Event>,
): Work<Fit, Event> {
  const size = kernelSize(points, options);
  const source = workers > 1 ? new WorkerRows(points, size, workers) : new MatrixRows(points, size);
  return yield* fitSource(source, points, fit);
}

/** How many rows a start is taken from, where there are more than fit in memory. */
const sampleSize = 10_000;

/** Fits rows that are read chunk by chunk. They are read once to count them and to draw those that the starts are taken from. */
export function* fitChunks<Fit, Event>(
  chunks: RowChunks,
  options: SizeOptions & Pick<ResolvedOptions, "seed">,
  fit: FitSource<Fit, Event>,
): Work<Fit, Event> {
  const { nComponents, seed } = options;
  const rng = new Rng(seed).split();
  const { n, rows } = yield* sampleChunks(chunks, Math.max(sampleSize, 100 * nComponents), rng);
  checkRows(n, Math.max(2, nComponents), "nComponents");
  return yield* fitSource(new ChunkedRows(chunks, kernelSize(rows, options), n), rows, fit);
}

function* fitSource<Fit, Event>(
  source: RowSource,
  rows: NdArray<Float64Array>,
  fit: FitSource<Fit, Event>,
): Work<Fit, Event> {
  try {
    return yield* fit(source, rows);
  } finally {
    source.close();
  }
}

function kernelSize(points: NdArray<Float64Array>, { nComponents, covarianceType }: SizeOptions): KernelSize {
  return { dimension: points.shape[1]!, components: nComponents, full: hasFullCovariances(covarianceType) };
}
