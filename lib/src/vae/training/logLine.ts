import type { EpochRecord } from "../TrainerOptions.js";

/** An epoch as a line of the log, with its line break. JSON has no numbers that are not finite: they become text. */
export function logLine(record: EpochRecord): string {
  return `${JSON.stringify(record, (_, value: unknown) => (isUnbounded(value) ? String(value) : value))}\n`;
}

function isUnbounded(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}
