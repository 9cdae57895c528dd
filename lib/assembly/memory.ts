/**
 * Where everything lies. All numbers are doubles. A chunk has at most `capacity` rows; arrays by component or column have rows
 * of `stride` doubles, so that two neighbouring points are the two lanes of a vector.
 */

/** d; then d rounded up to an even number, for matrices worked on two rows at a time; and K. */
export let dimension: i32 = 0;
export let padded: i32 = 0;
export let components: i32 = 0;
/** Whether covariances are full matrices or only their diagonals. */
export let full: bool = false;
export let capacity: i32 = 0;
export let stride: i32 = 0;

/** How many points are worked on at a time, so that they stay in the cache nearest to the processor. */
export const TILE: i32 = 64;

/** In: the chunk, `[n, d]`. */
export let rows: usize = 0;
/** In: K constants; K d means; K whiteners (panels, or d scales); K d shifts. */
export let constants: usize = 0;
export let means: usize = 0;
export let whiteners: usize = 0;
export let shifts: usize = 0;
/** Out: ln p(x, z = k), then p(z = k | x), `[K, stride]`, and ln p(x). */
export let responsibilities: usize = 0;
export let logLikelihoods: usize = 0;
/** Out, summed over chunks: log-likelihood; entropy; K counts; K d first moments; K second moments (`[padded, padded]`, or d). */
export let statistics: usize = 0;
export let counts: usize = 0;
export let firstMoments: usize = 0;
export let secondMoments: usize = 0;

/** Scratch: the chunk by columns; a tile less a mean; the same times responsibilities; those; row numbers. */
export let columns: usize = 0;
export let centred: usize = 0;
export let weighted: usize = 0;
export let tile: usize = 0;
export let members: usize = 0;

const PAGE: usize = 65536;

/** @returns whether there is memory for it */
export function layOut(d: i32, K: i32, isFull: bool, n: i32): bool {
  dimension = d;
  padded = (d + 1) & ~1;
  components = K;
  full = isFull;
  capacity = n;
  // Columns whose distance is a large power of two would fight for the same places in the cache.
  stride = n + 8;
  let end = (__heap_base + 63) & ~63;
  rows = end;
  end = after(end, n * d);
  constants = end;
  means = constants + bytes(K);
  whiteners = means + bytes(K * d);
  shifts = whiteners + bytes(K * whitenerLength());
  end = after(shifts, K * d);
  responsibilities = end;
  end = after(end, K * stride);
  logLikelihoods = end;
  end = after(end, stride);
  statistics = end;
  counts = statistics + bytes(2);
  firstMoments = counts + bytes(K);
  secondMoments = firstMoments + bytes(K * d);
  end = after(secondMoments, K * secondLength());
  columns = end;
  end = after(end, padded * stride);
  centred = end;
  end = after(end, padded * TILE);
  weighted = end;
  end = after(end, padded * TILE);
  tile = end;
  end = after(end, TILE);
  members = end;
  end = after(end, stride);
  const pages = <i32>((end + PAGE - 1) / PAGE);
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) return false;
  // What no input ever reaches: the column that makes d even, and rows after the last of a chunk.
  memory.fill(columns, 0, end - columns);
  return true;
}

/** Doubles of one whitener: panels of 4 rows (2 at the end), each as long as its last row, column after column. */
export function whitenerLength(): i32 {
  if (!full) return dimension;
  let length = 0;
  for (let row = 0; row < padded; row += panelHeight(row))
    length += panelHeight(row) * (row + panelHeight(row));
  return length;
}

/** Rows of the panel that begins at a row. */
export function panelHeight(row: i32): i32 {
  return padded - row >= 4 ? 4 : 2;
}

/** Doubles of one component's second moments. */
export function secondLength(): i32 {
  return full ? padded * padded : dimension;
}

export function bytes(doubles: i32): usize {
  return (<usize>doubles) << 3;
}

function after(start: usize, doubles: i32): usize {
  return (start + bytes(doubles) + 63) & ~63;
}
