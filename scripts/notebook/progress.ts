import type { Failure } from "./Failure.js";

/** What happens while a notebook runs. Cells are counted from 1 among all cells of the notebook. */
export type ProgressEvent =
  | { type: "cell-start"; cell: number; of: number; title: string }
  | { type: "output"; cell: number; text: string }
  | {
      type: "cell-end";
      cell: number;
      of: number;
      title: string;
      seconds: number;
      result: "ok" | "error allowed" | "failed";
    };

export type OnProgress = (event: ProgressEvent) => void;

/** Prints one line per cell, and what the cells print where `verbose`. */
export function progressPrinter({
  verbose = false,
  to = process.stderr,
}: { verbose?: boolean; to?: NodeJS.WriteStream } = {}): OnProgress {
  const line = (cell: number, of: number, title: string): string =>
    `  [${String(cell).padStart(String(of).length)}/${of}] ${title.padEnd(60)}`;
  return (event) => {
    if (event.type === "output") {
      if (verbose) to.write(event.text);
    } else if (event.type === "cell-start") {
      if (to.isTTY && !verbose) to.write(line(event.cell, event.of, event.title));
    } else {
      const start = to.isTTY && !verbose ? "\r" : "";
      const seconds = `${event.seconds.toFixed(1)} s`.padStart(8);
      to.write(`${start}${line(event.cell, event.of, event.title)} ${seconds}  ${event.result}\n`);
    }
  };
}

/** A failed cell, as it is shown to the person who ran the notebook. */
export function describeFailure({ cell, name, message, source, traceback }: Failure): string {
  const code = source.split("\n").map((text, i) => `  ${String(i + 1).padStart(3)} | ${text}`);
  const details =
    traceback.length > 1 ? traceback.slice(1).map((text) => `  ${text.replaceAll("\n", "\n  ")}`) : [];
  return [
    `Cell ${cell} failed: ${name}: ${message}`,
    "",
    ...code,
    ...(details.length > 0 ? ["", ...details] : []),
  ].join("\n");
}

/** The first line of a cell that says something, short enough for one line. */
export function cellTitle(source: string): string {
  const first = source.split("\n").find((line) => line.trim() !== "") ?? "";
  return first.trim().length > 60 ? `${first.trim().slice(0, 59)}…` : first.trim();
}
