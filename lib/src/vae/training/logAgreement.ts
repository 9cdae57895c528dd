import { isDeepStrictEqual } from "node:util";

/** How a log that is there compares with the lines that should be in it. */
export interface LogAgreement {
  /** Whether they say the same as far as both go. */
  readonly agrees: boolean;
  /** Whether the log has lines after the last that should be there. */
  readonly goesOn: boolean;
}

/**
 * Compares a log with the lines, each with its line break, that should be in it. A last line without a line break is
 * what a killed process has left: it agrees if it is the beginning of what should be there.
 */
export function logAgreement(text: string, lines: readonly string[]): LogAgreement {
  const there = text.split("\n");
  const cut = there.pop() ?? "";
  const expected = lines[there.length];
  const agrees =
    there.slice(0, lines.length).every((line, i) => saysTheSame(line, lines[i] as string)) &&
    (expected === undefined || expected.startsWith(cut));
  return { agrees, goesOn: there.length > lines.length || (there.length === lines.length && cut !== "") };
}

function saysTheSame(one: string, other: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
  } catch {
    return false;
  }
}
