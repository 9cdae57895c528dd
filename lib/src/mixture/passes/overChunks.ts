import { asMatrix, type MatrixLike, type NdArray } from "../../array/index.js";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import { checkRange } from "../checkData.js";
import { waitFor, type Work } from "../Work.js";

/** Rows that do not fit in memory: a function that gives them again, chunk by chunk, for every pass. */
export type RowChunks = () => Iterable<MatrixLike> | AsyncIterable<MatrixLike>;

/**
 * Reads all chunks once and works on each.
 *
 * @param work is given the chunk, `[n, d]`, and the number of its first row
 * @returns how many rows there were
 * @throws ShapeError if there are none, or a chunk is ragged or has other columns than the first; NonFiniteError if a number is
 * not finite; InvalidArgumentError if `chunks` does not give chunks
 */
export function* overChunks(
  chunks: RowChunks,
  work: (points: NdArray<Float64Array>, first: number) => Work<void>,
): Work<number> {
  const iterator = iterate(chunks);
  let n = 0;
  let columns: number | undefined;
  try {
    for (let index = 0; ; index++) {
      const next = yield* waitFor(Promise.resolve(iterator.next()));
      if (next.done) break;
      const name = `X, chunk ${index} (from row ${n}),`;
      const points = asMatrix(next.value, name);
      const [rows, d] = points.shape as [number, number];
      columns ??= d;
      if (d !== columns) {
        throw new ShapeError(`${name} must have ${columns} columns, as the first chunk, but it has ${d}.`);
      }
      checkRange(points, name);
      yield* work(points, n);
      n += rows;
    }
  } finally {
    // Not waited for: a source that hangs must not keep who stops it.
    Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
  if (n === 0) {
    throw new ShapeError(
      "X gave no rows. It is asked for its chunks once for every pass: it must be a function that starts anew each time " +
        "(not one that returns the same iterator again), and there must be data.",
    );
  }
  return n;
}

function iterate(chunks: RowChunks): Iterator<MatrixLike> | AsyncIterator<MatrixLike> {
  const given = chunks() as Partial<Iterable<MatrixLike> & AsyncIterable<MatrixLike>> | undefined;
  const iterator = given?.[Symbol.asyncIterator]?.() ?? given?.[Symbol.iterator]?.();
  if (!iterator) {
    throw new InvalidArgumentError(
      "X is a function, so it must return chunks of rows: an iterable or async iterable of matrices.",
    );
  }
  return iterator;
}
