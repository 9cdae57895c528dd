/** The standard deviation of each column. */
export function standardDeviations(X: readonly (readonly number[])[]): number[] {
  return X[0]!.map((_, j) => {
    const mean = X.reduce((sum, row) => sum + row[j]! / X.length, 0);
    return Math.sqrt(X.reduce((sum, row) => sum + (row[j]! - mean) ** 2 / X.length, 0));
  });
}
