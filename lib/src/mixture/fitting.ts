import { ShapeError } from "../errors/index.js";
import type { NdArray } from "../array/index.js";
import { Rng } from "../random/index.js";
import { checkRows } from "./checkData.js";
import { emSearch, type FindStart, type SearchTurn } from "./emSearch.js";
import type { FittedMixture } from "./FittedMixture.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import { initialParameters } from "./initialParameters.js";
import type { KernelSize } from "./kernel/KernelSize.js";
import { hasFullCovariances, type MixtureParameters } from "./MixtureParameters.js";
import { ChunkedRows } from "./passes/ChunkedRows.js";
import { MatrixRows } from "./passes/MatrixRows.js";
import type { RowChunks } from "./passes/overChunks.js";
import type { RowSource } from "./passes/RowSource.js";
import { sampleChunks } from "./passes/sampleChunks.js";
import { WorkerRows } from "./passes/WorkerRows.js";
import type { Work } from "./Work.js";

/** What a fit needs beside its data. */
export interface FitSettings {
  readonly options: ResolvedOptions;
  /** Where to start, in place of what the options say. */
  readonly warm?: MixtureParameters | undefined;
}

/** Fits rows in memory. @param workers threads; with fewer than 2, this one works */
export function* fitRows(
  points: NdArray<Float64Array>,
  settings: FitSettings,
  workers: number,
): Work<FittedMixture, SearchTurn> {
  const size = sizeOf(points, settings.options);
  const source = workers > 1 ? new WorkerRows(points, size, workers) : new MatrixRows(points, size);
  return yield* fitSource(source, points, settings);
}

/** How many rows a start is taken from, where there are more than fit in memory. */
const sampleSize = 10_000;

/** Fits rows that are read chunk by chunk. They are read once to count them and to draw those that the starts are taken from. */
export function* fitChunks(chunks: RowChunks, settings: FitSettings): Work<FittedMixture, SearchTurn> {
  const { nComponents, seed } = settings.options;
  const rng = new Rng(seed).split();
  const { n, rows } = yield* sampleChunks(chunks, Math.max(sampleSize, 100 * nComponents), rng);
  checkRows(n, Math.max(2, nComponents), "nComponents");
  const source = new ChunkedRows(chunks, sizeOf(rows, settings.options), n);
  return yield* fitSource(source, rows, settings);
}

function* fitSource(
  source: RowSource,
  points: NdArray<Float64Array>,
  { options, warm }: FitSettings,
): Work<FittedMixture, SearchTurn> {
  const findStart: FindStart = (rng) => initialParameters(points, options, rng);
  try {
    if (!warm) return yield* emSearch(source, findStart, options);
    checkDimension(warm, source.size);
    // eslint-disable-next-line require-yield -- there is nothing to work out
    return yield* emSearch(
      source,
      function* () {
        return warm;
      },
      { ...options, nInit: 1 },
    );
  } finally {
    source.close();
  }
}

function sizeOf(points: NdArray<Float64Array>, options: ResolvedOptions): KernelSize {
  const { nComponents: components, covarianceType } = options;
  return { dimension: points.shape[1]!, components, full: hasFullCovariances(covarianceType) };
}

function checkDimension({ means }: MixtureParameters, { dimension }: KernelSize): void {
  if (means.shape[1] === dimension) return;
  throw new ShapeError(
    `With warmStart, X must have ${means.shape[1]} columns, as in the fit before, but it has ${dimension}.`,
  );
}
