import { asMatrix, isNdArray, type MatrixLike, type NdArray } from "../../array/index.js";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import { checkRange } from "../checkData.js";
import { waitFor, type Work } from "../Work.js";

/** Rows that do not fit in memory: a function that gives them again, chunk by chunk, for every pass. */
export type RowChunks = () => Iterable<MatrixLike> | AsyncIterable<MatrixLike>;

/**
 * Reads all chunks once and works on each.
 *
 * @param expected how many columns there are, where that is known
 * @param work is given the chunk, `[n, d]`, and the number of its first row
 * @returns how many rows there were
 * @throws ShapeError if there are none, or a chunk is ragged or has other columns than the first; NonFiniteError if a number is
 * not finite; InvalidArgumentError if `chunks` does not give chunks
 */
export function* overChunks(
  chunks: RowChunks,
  expected: number | undefined,
  work: (points: NdArray<Float64Array>, first: number) => Work<void>,
): Work<number> {
  const iterator = iterate(chunks);
  // What has ended or failed is not to be closed, as with `for … of`.
  let open = true;
  let n = 0;
  let columns = expected;
  try {
    for (let index = 0; ; index++) {
      const next = yield* waitFor(read());
      if (next.done) break;
      if (isEmpty(next.value)) continue;
      const name = `X, chunk ${index} (from row ${n}),`;
      const points = asMatrix(next.value, name);
      const [rows, d] = points.shape as [number, number];
      columns ??= d;
      if (d !== columns) {
        throw new ShapeError(`${name} must have ${columns} columns, as those before, but it has ${d}.`);
      }
      checkRange(points, name);
      yield* work(points, n);
      n += rows;
    }
  } finally {
    if (open) close(iterator);
  }
  if (n === 0) {
    throw new ShapeError(
      "X gave no rows. It is asked for its chunks once for every pass: it must be a function that starts anew each time " +
        "(not one that returns the same iterator again), and there must be data.",
    );
  }
  return n;

  async function read(): Promise<IteratorResult<MatrixLike>> {
    try {
      const next = await iterator.next();
      open = next.done !== true;
      return next;
    } catch (error) {
      open = false;
      throw error;
    }
  }
}

/** @throws InvalidArgumentError if X can be read only once */
export function refuseIterator(X: unknown): void {
  if (typeof X !== "object" || X === null) return;
  if (!(Symbol.asyncIterator in X) && typeof (X as { next?: unknown }).next !== "function") return;
  throw new InvalidArgumentError(
    "X can be read only once, but every pass reads it anew: give a function that returns its chunks from the start.",
  );
}

/** Filters and readers give such chunks. */
function isEmpty(chunk: MatrixLike): boolean {
  return Array.isArray(chunk) ? chunk.length === 0 : isNdArray(chunk) && chunk.shape[0] === 0;
}

/** Not waited for, since a source that hangs must not hold up who stops it; an error here must not hide the one before. */
function close(iterator: Iterator<MatrixLike> | AsyncIterator<MatrixLike>): void {
  void Promise.resolve()
    .then(() => iterator.return?.())
    .catch(() => undefined);
}

function iterate(chunks: RowChunks): Iterator<MatrixLike> | AsyncIterator<MatrixLike> {
  const given = chunks() as Partial<Iterable<MatrixLike> & AsyncIterable<MatrixLike>> | undefined;
  const iterator = given?.[Symbol.asyncIterator]?.() ?? given?.[Symbol.iterator]?.();
  if (!iterator) {
    // What an async function promises: nobody else will look at it.
    Promise.resolve(given).catch(() => undefined);
    throw new InvalidArgumentError(
      "X is a function, so it must return chunks of rows: an iterable or async iterable of matrices.",
    );
  }
  return iterator;
}
