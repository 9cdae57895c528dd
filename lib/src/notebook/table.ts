import { InvalidArgumentError } from "../errors/index.js";
import { display } from "./displayHook.js";
import { escapeHtml } from "./escapeHtml.js";
import { formatNumber } from "./formatNumber.js";

/** What a cell of a table can hold; nothing is shown for null and undefined. */
export type TableValue = string | number | boolean | null | undefined;

/** One column of a table. */
export interface TableColumn {
  /** Which property of the rows it shows. */
  readonly key: string;
  /** Default: the key. */
  readonly title?: string;
  /** Significant digits of numbers. Default: 4. */
  readonly digits?: number;
}

/** Options of {@link table}. */
export interface TableOptions {
  /** Columns in order, as keys or described in full. Default: the properties of the first row. */
  readonly columns?: readonly (string | TableColumn)[];
}

interface Column extends TableColumn {
  readonly title: string;
  readonly numeric: boolean;
}

/**
 * Displays rows as a table: HTML in a notebook, aligned plain text elsewhere. Columns of numbers are set to the right.
 *
 * @throws InvalidArgumentError if there are no rows, or a column names a property that no row has
 */
export function table(
  rows: readonly Readonly<Record<string, TableValue>>[],
  options: TableOptions = {},
): void {
  const [first] = rows;
  if (!first) throw new InvalidArgumentError("A table needs at least one row.");
  const columns = (options.columns ?? Object.keys(first)).map((column): Column => {
    const { key, ...rest } = typeof column === "string" ? { key: column } : column;
    const values = rows.map((row) => row[key]).filter((value) => value !== undefined && value !== null);
    if (!rows.some((row) => key in row))
      throw new InvalidArgumentError(`No row of the table has a "${key}".`);
    return { title: key, ...rest, key, numeric: values.every((value) => typeof value === "number") };
  });
  const cells = rows.map((row) => columns.map(({ key, digits }) => cellText(row[key], digits)));
  display({ "text/html": htmlTable(columns, cells), "text/plain": plainTable(columns, cells) });
}

function cellText(value: TableValue, digits?: number): string {
  return typeof value === "number" ? formatNumber(value, digits) : String(value ?? "");
}

function plainTable(columns: readonly Column[], cells: readonly string[][]): string {
  const titles = columns.map(({ title }) => title);
  const widths = titles.map((title, j) =>
    Math.max(...[title, ...cells.map((row) => row[j] ?? "")].map(length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((text, j) => {
        const space = " ".repeat((widths[j] ?? 0) - length(text));
        return columns[j]?.numeric ? space + text : text + space;
      })
      .join("  ")
      .trimEnd();
  return [line(titles), widths.map((width) => "─".repeat(width)).join("  "), ...cells.map(line)].join("\n");
}

function htmlTable(columns: readonly Column[], cells: readonly string[][]): string {
  const row = (texts: readonly string[], tag: "th" | "td"): string =>
    `<tr>${texts.map((text, j) => `<${tag} align="${columns[j]?.numeric ? "right" : "left"}">${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  const titles = columns.map(({ title }) => title);
  const body = cells.map((texts) => row(texts, "td")).join("\n");
  return `<table>\n<thead>${row(titles, "th")}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}

function length(text: string): number {
  return [...text].length;
}
