/** The mean row of rows of d numbers. */
export function meanRow(rows: Float64Array, d: number): Float64Array {
  const mean = new Float64Array(d);
  for (let k = 0; k < rows.length; k++) mean[k % d]! += (rows[k]! * d) / rows.length;
  return mean;
}
