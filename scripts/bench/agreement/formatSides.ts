import type { About } from "./messages.js";

/** What each side computed with, a line each. */
export function formatSides(sides: readonly ({ readonly name: string } & About)[]): string[] {
  return sides.map(({ name, versions, threads }) => {
    const all = Object.entries(versions).map(([what, version]) => `${what} ${version}`);
    return `  ${name}: ${[...all, `${threads} ${threads === 1 ? "thread" : "threads"}`].join(", ")}`;
  });
}
