import type { Rows } from "./rowProducts.js";

/** The columns of a matrix as rows. */
export function transposed(rows: Rows): Rows {
  const columns: Rows = {
    data: new Float64Array(rows.data.length),
    count: rows.width,
    width: rows.count,
  };
  transposeInto(columns, rows);
  return columns;
}

/** The same into rows that are there already; where they are longer than the columns, the rest is 0. */
export function transposeInto({ data, count, width }: Rows, rows: Rows): void {
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < rows.count; i++) data[j * width + i] = rows.data[i * count + j]!;
    data.fill(0, j * width + rows.count, (j + 1) * width);
  }
}
