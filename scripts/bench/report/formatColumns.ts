/** Lines of a table in which the first column is flush left and the others are flush right. Empty columns are left out. */
export function formatColumns(rows: readonly (readonly string[])[]): string[] {
  const [header = [], ...body] = rows;
  const used = header.map((_, column) => body.some((row) => (row[column] ?? "") !== ""));
  const kept = rows.map((row) => row.filter((_, column) => used[column]));
  const widths = (kept[0] ?? []).map((_, column) =>
    Math.max(...kept.map((row) => (row[column] ?? "").length)),
  );
  return kept.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("   ")
      .trimEnd(),
  );
}
